package io.flyball.core.reward.shape;

import io.flyball.core.bandit.Checks;
import java.io.Serializable;

/**
 * Potential-based shaping r' = r + gamma Phi(s') - Phi(s) (Ng, Harada, Russell, ICML 1999). Along
 * any path the discounted sum of what is added telescopes to gamma^T Phi(s_T) - Phi(s_0), so no
 * policy gains by walking in circles; with Phi = 0 at the end of an episode the best policy stays
 * the same.
 *
 * @param discount gamma, in (0, 1]
 */
public record PotentialShaping(double discount) implements Serializable {
  /** Potential of the end of every episode. */
  public static final double TERMINAL = 0;

  public PotentialShaping {
    Checks.positive("discount", Checks.within("discount", discount, 0, 1));
  }

  /**
   * What a step adds to its reward.
   *
   * @param from potential of the state that was left, finite
   * @param to potential of the state that was reached, finite; {@link #TERMINAL} at the end
   */
  public double step(double from, double to) {
    return discount * finite(to) - finite(from);
  }

  /** gamma^steps Phi(s_T) - Phi(s_0): what a whole path adds to its discounted return. */
  public double path(double first, double last, int steps) {
    return Math.pow(discount, steps) * finite(last) - finite(first);
  }

  private static double finite(double potential) {
    return Checks.within("potential", potential, -Double.MAX_VALUE, Double.MAX_VALUE);
  }
}
