package io.flyball.core.bandit.slate;

import java.util.Arrays;
import java.util.List;

/**
 * Click models of users who scan from the top. After a look that attracts (alpha_a) and satisfies
 * (sigma_a) they stop:
 *
 * <pre>P(click at l) = e_l alpha_{a_l},  e_1 = 1,  e_{l+1} = e_l (1 - alpha_{a_l} sigma_{a_l})
 * </pre>
 *
 * <p>With sigma = 1 this is the cascade model (Craswell et al. 2008), of at most one click; else
 * the simplified dynamic Bayesian network (Chapelle, Zhang 2009) without abandonment.
 *
 * @param alpha probability of attraction, by arm; NaN for one that was never looked at
 * @param sigma probability of satisfaction after a click, by arm; NaN for one without a click
 */
@SuppressWarnings("ArrayRecordComponent") // a table of numbers; never compared
public record CascadeClicks(double[] alpha, double[] sigma) {

  /**
   * A slate and its clicks, aligned.
   *
   * @param arms from the top
   * @param clicked which of them
   */
  @SuppressWarnings("ArrayRecordComponent") // a row of a log; never compared
  public record Session(int[] arms, boolean[] clicked) {

    /** Positions looked at under the cascade model: down to the first click, else all. */
    int toFirst() {
      int l = 0;
      while (l < arms.length && !clicked[l]) {
        l++;
      }
      return Math.min(arms.length, l + 1);
    }

    /** Positions known to be looked at: down to the last click, all without one. */
    int toLast() {
      int l = arms.length;
      while (l > 0 && !clicked[l - 1]) {
        l--;
      }
      return l == 0 ? arms.length : l;
    }
  }

  /** Maximum likelihood of the cascade model; O(positions). */
  public static CascadeClicks cascade(int arms, List<Session> log) {
    double[] clicks = new double[arms];
    double[] seen = new double[arms];
    for (Session s : log) {
      for (int l = 0; l < s.toFirst(); l++) {
        seen[s.arms()[l]]++;
        clicks[s.arms()[l]] += s.clicked()[l] ? 1 : 0;
      }
    }
    double[] sigma = new double[arms];
    Arrays.fill(sigma, 1);
    return new CascadeClicks(ratio(clicks, seen), sigma);
  }

  /** The simplified dynamic Bayesian network: the last click is taken for a satisfied one. */
  public static CascadeClicks satisfied(int arms, List<Session> log) {
    double[] clicks = new double[arms];
    double[] seen = new double[arms];
    double[] last = new double[arms];
    for (Session s : log) {
      int end = s.toLast();
      for (int l = 0; l < end; l++) {
        seen[s.arms()[l]]++;
        clicks[s.arms()[l]] += s.clicked()[l] ? 1 : 0;
      }
      if (end > 0 && s.clicked()[end - 1]) {
        last[s.arms()[end - 1]]++;
      }
    }
    return new CascadeClicks(ratio(clicks, seen), ratio(last, clicks));
  }

  private static double[] ratio(double[] over, double[] under) {
    double[] ratio = new double[over.length];
    Arrays.setAll(ratio, i -> under[i] > 0 ? over[i] / under[i] : Double.NaN);
    return ratio;
  }

  /** Probability of a click at each position of a slate. */
  public double[] clickProbabilities(int... slate) {
    double[] p = new double[slate.length];
    double looks = 1;
    for (int l = 0; l < slate.length; l++) {
      p[l] = looks * alpha[slate[l]];
      looks *= 1 - alpha[slate[l]] * sigma[slate[l]];
    }
    return p;
  }
}
