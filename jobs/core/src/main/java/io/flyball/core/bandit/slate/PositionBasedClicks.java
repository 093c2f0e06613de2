package io.flyball.core.bandit.slate;

import io.flyball.core.bandit.Checks;

/**
 * The position-based click model (Richardson, Dominowska, Ragno 2007; Craswell et al. 2008): a
 * click needs that the position is examined and that the arm attracts,
 *
 * <pre>P(click on a at l) = theta_l alpha_a,  theta_1 = 1</pre>
 *
 * @param theta probability of examination by position, the first 1, each in (0, 1]
 * @param alpha probability of attraction by arm, in [0, 1)
 */
@SuppressWarnings("ArrayRecordComponent") // a table of numbers; never compared
public record PositionBasedClicks(double[] theta, double[] alpha) {

  public PositionBasedClicks {
    for (double t : theta) {
      Checks.within("theta", t, 0, 1);
    }
    for (double a : alpha) {
      Checks.within("alpha", a, 0, 1);
    }
  }

  /**
   * Probability that a position was examined.
   *
   * @param clicked whether it was clicked: then it was
   */
  public static double examined(double theta, double alpha, boolean clicked) {
    return clicked ? 1 : unclicked(theta * (1 - alpha), theta, alpha);
  }

  /** Probability that an arm attracts, given what is known of its position. */
  public static double attracted(double theta, double alpha, boolean clicked) {
    return clicked ? 1 : unclicked(alpha * (1 - theta), theta, alpha);
  }

  private static double unclicked(double share, double theta, double alpha) {
    double none = 1 - theta * alpha;
    return none > 0 ? share / none : 0;
  }

  /**
   * One step of expectation maximisation.
   *
   * @param clicks by [position][arm]
   * @param shown impressions by [position][arm]
   */
  public PositionBasedClicks step(double[][] clicks, double[][] shown) {
    double[] examined = new double[theta.length];
    double[] at = new double[theta.length];
    double[] attracted = new double[alpha.length];
    double[] of = new double[alpha.length];
    for (int l = 0; l < theta.length; l++) {
      for (int a = 0; a < alpha.length; a++) {
        double c = clicks[l][a];
        double rest = shown[l][a] - c;
        examined[l] += c + rest * examined(theta[l], alpha[a], false);
        attracted[a] += c + rest * attracted(theta[l], alpha[a], false);
        at[l] += shown[l][a];
        of[a] += shown[l][a];
      }
    }
    return new PositionBasedClicks(ratio(examined, at, theta), ratio(attracted, of, alpha));
  }

  /** What was never shown keeps its value. */
  private static double[] ratio(double[] over, double[] under, double[] before) {
    double[] ratio = new double[over.length];
    for (int i = 0; i < ratio.length; i++) {
      ratio[i] = under[i] > 0 ? over[i] / under[i] : before[i];
    }
    return ratio;
  }

  /** Steps until no number moves by more than {@code tolerance}, at most {@code most}. */
  public PositionBasedClicks fit(double[][] clicks, double[][] shown, double tolerance, int most) {
    PositionBasedClicks now = this;
    for (int i = 0; i < most; i++) {
      PositionBasedClicks next = now.step(clicks, shown);
      double moved = Math.max(moved(now.theta, next.theta), moved(now.alpha, next.alpha));
      now = next;
      if (moved <= tolerance) {
        break;
      }
    }
    return now;
  }

  private static double moved(double[] from, double[] to) {
    double most = 0;
    for (int i = 0; i < from.length; i++) {
      most = Math.max(most, Math.abs(to[i] - from[i]));
    }
    return most;
  }

  /** Log-likelihood of a table; a click of probability 0 gives minus infinity. */
  public double logLikelihood(double[][] clicks, double[][] shown) {
    double sum = 0;
    for (int l = 0; l < theta.length; l++) {
      for (int a = 0; a < alpha.length; a++) {
        double p = theta[l] * alpha[a];
        double rest = shown[l][a] - clicks[l][a];
        sum += clicks[l][a] > 0 ? clicks[l][a] * Math.log(p) : 0;
        sum += rest > 0 ? rest * Math.log1p(-p) : 0;
      }
    }
    return sum;
  }
}
