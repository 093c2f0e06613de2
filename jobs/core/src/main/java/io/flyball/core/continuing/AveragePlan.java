package io.flyball.core.continuing;

import java.util.Arrays;

/**
 * A plan for the reward per step: relative value iteration on what was counted, with an optimistic
 * bonus for what was seen little.
 *
 * <pre>
 *   Q(s, a) = r(s, a) + bonus / sqrt(N(s, a)) - J + sum P(s' | s, a) V(s'),   V(s) = max Q(s, .)
 * </pre>
 *
 * <p>V of the first state is 0. A pair that was never seen is worth the bonus and leads anywhere
 * alike. Half of every step stays where it is, so that periodic tasks converge as well (Puterman,
 * "Markov Decision Processes", 8.5.4); V is clipped to a span, as in the optimistic algorithms for
 * tasks that need not be ergodic. Cost: iterations times states squared times actions.
 *
 * @param gain J, reward per step, the bonus included
 * @param values V by state: the bias h
 * @param q by state and action
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
public record AveragePlan(double gain, double[] values, double[][] q) {
  private static final int ITERATIONS = 2000;
  private static final double SETTLED = 1e-11;

  /** The plan before anything was seen: every action of every state alike. */
  public static AveragePlan none(int states, int actions) {
    return new AveragePlan(0, new double[states], new double[states][actions]);
  }

  /**
   * The plan for what was counted.
   *
   * @param bonus at one visit, at least 0
   * @param span largest difference between two values of V, above 0
   */
  public static AveragePlan of(TaskCounts counts, double bonus, double span) {
    int states = counts.states();
    double[] v = new double[states];
    double[][] backup = new double[states][counts.actions()];
    double gain = 0;
    for (int i = 0; i < ITERATIONS; i++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      double[] after = new double[states];
      for (int s = 0; s < states; s++) {
        for (int a = 0; a < counts.actions(); a++) {
          backup[s][a] = backup(counts, s, a, v, bonus);
        }
        double gained = DifferentialQ.max(backup[s]) - v[s];
        low = Math.min(low, gained);
        high = Math.max(high, gained);
        after[s] = v[s] + gained / 2;
      }
      gain = (low + high) / 2;
      if (high - low <= SETTLED * Math.max(1, Math.abs(gain))) {
        break;
      }
      v = relative(after, span);
    }
    double[][] q = new double[states][counts.actions()];
    for (int s = 0; s < states; s++) {
      for (int a = 0; a < counts.actions(); a++) {
        q[s][a] = backup[s][a] - gain;
      }
    }
    return new AveragePlan(gain, v, q);
  }

  private static double backup(TaskCounts counts, int s, int a, double[] v, double bonus) {
    long n = counts.visits()[s][a];
    return n == 0
        ? bonus + Arrays.stream(v).average().orElse(0)
        : counts.target(s, a, v) + bonus / Math.sqrt((double) n);
  }

  private static double[] relative(double[] v, double span) {
    double top = Arrays.stream(v).min().orElse(0) + span;
    double first = Math.min(v[0], top);
    for (int s = 0; s < v.length; s++) {
      v[s] = Math.min(v[s], top) - first;
    }
    return v;
  }

  /** The action that is shown in a state: the first of the best. */
  public int action(int state) {
    int best = 0;
    for (int a = 1; a < q[state].length; a++) {
      best = q[state][a] > q[state][best] ? a : best;
    }
    return best;
  }

  /** The same with room for more states and actions, each as good as the best that is known. */
  AveragePlan grown(int states, int actions) {
    double[] v = Arrays.copyOf(values, states);
    double[][] grown = new double[states][actions];
    for (int s = 0; s < states; s++) {
      double best = s < q.length ? DifferentialQ.max(q[s]) : 0;
      for (int a = 0; a < actions; a++) {
        grown[s][a] = s < q.length && a < q[s].length ? q[s][a] : best;
      }
    }
    return new AveragePlan(gain, v, grown);
  }
}
