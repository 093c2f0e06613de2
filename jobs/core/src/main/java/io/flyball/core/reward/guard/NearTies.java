package io.flyball.core.reward.guard;

import io.flyball.core.bandit.Checks;
import java.io.Serializable;

/**
 * How many contexts stand on the cliff: the gap between their best two arms is less than z times
 * its standard error, so that a small additive reward decides which one wins.
 *
 * @param z width of a tie in standard errors, above 0; 2 is usual
 */
public record NearTies(double z) implements Serializable {
  public NearTies {
    Checks.positive("z", z);
  }

  /**
   * Whether the best two arms cannot be told apart; false with fewer than two.
   *
   * @param means mean reward by arm
   * @param errors standard error of each; infinite or NaN for an arm seen too rarely, which ties
   *     with everything
   */
  public boolean tied(double[] means, double[] errors) {
    int first = -1;
    int second = -1;
    for (int a = 0; a < means.length; a++) {
      if (first < 0 || means[a] > means[first]) {
        second = first;
        first = a;
      } else if (second < 0 || means[a] > means[second]) {
        second = a;
      }
    }
    return second >= 0
        && !(means[first] - means[second] >= z * Math.hypot(errors[first], errors[second]));
  }

  /** Share of contexts that are tied; 0 without contexts. */
  public double rate(double[][] means, double[][] errors) {
    int tied = 0;
    for (int c = 0; c < means.length; c++) {
      tied += tied(means[c], errors[c]) ? 1 : 0;
    }
    return means.length == 0 ? 0 : (double) tied / means.length;
  }
}
