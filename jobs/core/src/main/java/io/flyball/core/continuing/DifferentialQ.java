package io.flyball.core.continuing;

import java.util.Arrays;

/**
 * Differential Q-learning (Wan, Naik, Sutton, ICML 2021): values relative to the reward per step,
 * without a model.
 *
 * <pre>
 *   delta = r - J + max Q(s', .) - Q(s, a);   Q(s, a) += step delta;   J += rate step delta
 * </pre>
 *
 * <p>Ties go to the first action. Cost: the number of actions, per transition.
 */
public final class DifferentialQ {
  private final double step;
  private final double rate;
  private final double[][] q;
  private double gain;

  /**
   * @param step of the values, in (0, 1]
   * @param rate of the reward per step, relative to {@code step}, in (0, 1]
   */
  public DifferentialQ(int states, int actions, double step, double rate) {
    if (!(step > 0 && step <= 1 && rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "step and rate must lie in (0, 1], found " + step + " and " + rate);
    }
    this.step = step;
    this.rate = rate;
    this.q = new double[states][actions];
  }

  public void learn(Transition seen) {
    double[] row = q[seen.state()];
    double delta = seen.reward() - gain + max(q[seen.next()]) - row[seen.action()];
    row[seen.action()] += step * delta;
    gain += rate * step * delta;
  }

  /** Estimate of the reward per step. */
  public double gain() {
    return gain;
  }

  /** Values of a state's actions; a copy. */
  public double[] values(int state) {
    return q[state].clone();
  }

  static double max(double[] values) {
    return Arrays.stream(values).max().orElse(0);
  }
}
