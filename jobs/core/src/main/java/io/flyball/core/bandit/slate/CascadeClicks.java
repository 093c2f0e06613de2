package io.flyball.core.bandit.slate;

import java.util.Arrays;

/**
 * The cascade model of clicks (Craswell, Zoeter, Taylor, Ramsey 2008): users look from the top and
 * stop at the first click,
 *
 * <pre>P(click at l) = alpha_{a_l} product over m above l of (1 - alpha_{a_m})</pre>
 *
 * <p>Maximum likelihood: alpha_a is the share of clicks among the slates in which a was looked at,
 * which it was down to the first click. Memory: three numbers an arm. Cost: O(k) a slate.
 */
public final class CascadeClicks {
  private double[] clicks = new double[16];
  private double[] seen = new double[16];
  private long several;

  /**
   * Adds a slate.
   *
   * @param arms from the top, as numbers from 0
   * @param clicked which of them
   */
  public void add(int[] arms, boolean[] clicked) {
    int l = 0;
    boolean stopped = false;
    for (; l < arms.length && !stopped; l++) {
      int a = arms[l];
      if (a >= seen.length) {
        clicks = Arrays.copyOf(clicks, 2 * a);
        seen = Arrays.copyOf(seen, 2 * a);
      }
      seen[a]++;
      stopped = clicked[l];
      clicks[a] += stopped ? 1 : 0;
    }
    boolean again = false;
    for (; l < arms.length; l++) {
      again |= clicked[l];
    }
    several += again ? 1 : 0;
  }

  /** Probability that an arm attracts; NaN for one that was never looked at. */
  public double alpha(int arm) {
    return arm < seen.length && seen[arm] > 0 ? clicks[arm] / seen[arm] : Double.NaN;
  }

  /** Slates with more than one click, which the model excludes. */
  public long several() {
    return several;
  }

  /** Log-likelihood of the slates under the alphas found; minus infinity with several clicks. */
  public double logLikelihood() {
    double sum = several > 0 ? Double.NEGATIVE_INFINITY : 0;
    for (int a = 0; a < seen.length; a++) {
      double none = seen[a] - clicks[a];
      sum += clicks[a] > 0 ? clicks[a] * Math.log(clicks[a] / seen[a]) : 0;
      sum += none > 0 ? none * Math.log(none / seen[a]) : 0;
    }
    return sum;
  }
}
