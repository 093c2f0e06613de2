package io.flyball.core.bandit.arms;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;

/**
 * KL-UCB for rewards in [0, 1]: the largest q with n kl(mean, q) &lt;= ln t + c ln ln t (Garivier,
 * Cappé, "The KL-UCB algorithm for bounded stochastic bandits and beyond", COLT 2011; c = 3 in the
 * theorem, 0 in practice). Cost: one bisection per arm.
 *
 * @param c at least 0
 * @param pendingAware n counts decisions, else observed rewards as in the paper
 */
public record KlUcb(double c, boolean pendingAware) implements CountPolicy {
  private static final int BISECTIONS = 40;

  public KlUcb {
    Checks.within("c", c, 0, Double.MAX_VALUE);
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    if (!CountPolicy.means(question, out)) {
      return;
    }
    double logT = Math.log(shared[Shape.DECIDED] + 1);
    double budget = logT + (logT > 1 ? c * Math.log(logT) : 0);
    for (int i = 0; i < out.length; i++) {
      double n = question.arms()[i].state()[pendingAware ? DECIDED : OBSERVED];
      out[i] = n > 0 ? upperBound(out[i], budget / n) : Double.POSITIVE_INFINITY;
    }
  }

  /** The largest q in [mean, 1] with kl(mean, q) at most {@code radius}. */
  static double upperBound(double mean, double radius) {
    double low = mean;
    double high = 1;
    for (int i = 0; i < BISECTIONS && low < high; i++) {
      double q = (low + high) / 2;
      if (divergence(mean, q) <= radius) {
        low = q;
      } else {
        high = q;
      }
    }
    return low;
  }

  private static double divergence(double p, double q) {
    double win = p > 0 ? p * Math.log(p / q) : 0;
    double lose = p < 1 ? (1 - p) * Math.log((1 - p) / (1 - q)) : 0;
    return win + lose;
  }

  @Override
  public boolean deterministic() {
    return true;
  }
}
