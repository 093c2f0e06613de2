package io.flyball.core.bandit.guide;

import io.flyball.core.bandit.Checks;

/**
 * How far a softmax policy can move when its scores change: TV(softmax(q/tau), softmax(q'/tau))
 * &lt;= max|q - q'| / (2 tau), while an argmax policy jumps by 1 at a tie (entropy regularisation
 * makes the map from rewards to policies Lipschitz: Xu, "The policy cliff", 2025, with no
 * discount). The temperature is thus a stability knob, and a change of rewards can be judged before
 * it is published.
 */
public final class Stability {
  private Stability() {}

  /**
   * Largest possible total variation, in [0, 1], for a change of scores of at most {@code change}.
   */
  public static double bound(double change, double temperature) {
    Checks.within("change", change, 0, Double.MAX_VALUE);
    return Math.min(1, change / (2 * Checks.positive("temperature", temperature)));
  }

  /** Smallest temperature that keeps the policy shift within {@code budget}. */
  public static double temperatureFor(double change, double budget) {
    Checks.within("change", change, 0, Double.MAX_VALUE);
    return change / (2 * Checks.positive("budget", Checks.within("budget", budget, 0, 1)));
  }

  /** Half the summed difference of two probability vectors of equal length. */
  public static double totalVariation(double[] p, double[] q) {
    if (p.length != q.length) {
      throw new IllegalArgumentException(
          "two policies over the same arms are needed, found " + p.length + " and " + q.length);
    }
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += Math.abs(p[i] - q[i]);
    }
    return sum / 2;
  }
}
