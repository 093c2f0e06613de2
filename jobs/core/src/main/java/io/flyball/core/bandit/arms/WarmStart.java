package io.flyball.core.bandit.arms;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Checks;

/** Pseudo-counts from a log or an expert, and their exact removal: counts are additive. */
public final class WarmStart {
  private WarmStart() {}

  /**
   * Adds (or, with negative numbers, takes back) pseudo-observations.
   *
   * @param arm an arm of a model on plain counts
   * @param observed number of observations
   * @param sum sum of their rewards, between 0 and {@code observed}
   */
  public static void add(Arm arm, double observed, double sum) {
    Checks.within("pseudo-rewards per pseudo-observation", sum / observed, 0, 1);
    double[] s = arm.state();
    if (s.length != CountPolicy.SHAPE.perArm()) {
      throw new IllegalArgumentException(
          "arm '" + arm.id() + "' keeps no counts: only policies on counts begin with some");
    }
    if (s[CountPolicy.OBSERVED] + observed < 0) {
      throw new IllegalArgumentException(
          "arm '" + arm.id() + "' does not hold " + -observed + " observations");
    }
    s[CountPolicy.DECIDED] += observed;
    s[CountPolicy.OBSERVED] += observed;
    s[CountPolicy.SUM] += sum;
  }
}
