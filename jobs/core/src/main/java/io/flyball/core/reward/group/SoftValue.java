package io.flyball.core.reward.group;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Pick;

/**
 * Soft value v = alpha log mean exp(r / alpha), between the mean (alpha to infinity) and the
 * maximum (alpha to 0), and the choice it stands for: a candidate with probability proportional to
 * exp(v / alpha) (SVDD, arXiv 2408.08252; without the diffusion it is a softmax choice).
 *
 * @param alpha temperature, above 0
 */
public record SoftValue(double alpha) {
  public SoftValue {
    Checks.positive("alpha", alpha);
  }

  /**
   * Running log-sum-exp, shifted by its maximum so that it cannot overflow.
   *
   * @param greatest largest r / alpha so far; meaningless while mass is 0
   * @param sum sum of exp(r / alpha - greatest), each faded by its age
   * @param mass sum of the fading weights
   */
  public record State(double greatest, double sum, double mass) {
    public static final State EMPTY = new State(0, 0, 0);
  }

  /**
   * Takes a reward.
   *
   * @param keep share of the past that is kept, in (0, 1]; 1 forgets nothing
   */
  public State add(State state, double reward, double keep) {
    Checks.positive("keep", Checks.within("keep", keep, 0, 1));
    double x = Checks.within("reward", reward, -Double.MAX_VALUE, Double.MAX_VALUE) / alpha;
    double greatest = state.mass() == 0 ? x : Math.max(state.greatest(), x);
    double sum = keep * state.sum() * Math.exp(state.greatest() - greatest);
    return new State(greatest, sum + Math.exp(x - greatest), keep * state.mass() + 1);
  }

  /** The soft value; NaN before the first reward. */
  public double value(State state) {
    return state.mass() == 0
        ? Double.NaN
        : alpha * (state.greatest() + Math.log(state.sum() / state.mass()));
  }

  /** Probability of each candidate, to be logged as its propensity. */
  public double[] propensities(double[] values) {
    Checks.vector("values", values, values.length);
    double[] out = values.clone();
    Pick.softmax(alpha, 0, out);
    return out;
  }
}
