package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Pick;
import java.io.Serializable;

/**
 * What one candidate policy would have earned, estimated from the decisions of another by running
 * sums.
 *
 * <p>With weight w = pi(a|x)/p of a logged row, reward r and a reward model q: IPS = mean(w r),
 * SNIPS = sum(w r)/sum(w), clipped forms with min(w, c), DM = mean of sum_a pi(a|x) q(x, a), DR =
 * DM + mean(w (r-q)), SNDR self-normalises that correction, Switch-DR uses it only where w &lt;=
 * tau, DRos shrinks w to lambda w/(w^2 + lambda) (Dudik et al. 2011; Swaminathan, Joachims 2015;
 * Wang, Agarwal, Dudik 2017; Su et al. 2020). Cressie-Read is the empirical likelihood estimate of
 * power -2, for weights of mean 1 in [0, infinity) (Karampatziakis, Langford, Mineiro, "Empirical
 * likelihood for contextual bandits", NeurIPS 2020).
 *
 * <p>A row of importance c stands for c rows of the whole log: n grows by c and w is c pi(a|x)/p.
 *
 * <p>State: fourteen doubles in a packed array. Cost: O(1) per row. A row with a propensity or
 * value out of range is refused before any sum changes.
 */
public final class Evaluation {
  /** Smallest propensity that says something: a weight of its inverse is the largest. */
  public static final double LEAST_PROPENSITY = Pick.LEAST;

  /** Largest size of a reward or prediction, so that the square of a weighted one is finite. */
  private static final double MOST = 1e100;

  /** Length of the packed state. */
  public static final int SIZE = 14;

  private static final int N = 0;
  private static final int W = 1;
  private static final int W2 = 2;
  private static final int WR = 3;
  private static final int CLIP_W = 4;
  private static final int CLIP_WR = 5;
  private static final int DIRECT = 6;
  private static final int RESIDUAL = 7;
  private static final int SWITCHED = 8;
  private static final int SHRUNK = 9;
  private static final int WR2 = 10;
  private static final int W2R = 11;
  private static final int R = 12;
  private static final int LARGEST = 13;

  /**
   * Where the estimators give up weight for variance.
   *
   * @param clip largest weight of the clipped forms
   * @param switchAt largest weight whose residual Switch-DR uses
   * @param shrink lambda of DRos
   */
  public record Limits(double clip, double switchAt, double shrink) implements Serializable {
    public Limits {
      if (!(clip > 0 && switchAt >= 0 && shrink > 0)) {
        throw new IllegalArgumentException(
            "clip and shrink must be above 0 and switchAt at least 0, found "
                + clip
                + ", "
                + shrink
                + ", "
                + switchAt);
      }
    }
  }

  private final Limits limits;
  private final double[] s;

  public Evaluation(Limits limits) {
    this(limits, new double[SIZE]);
  }

  /** Goes on from packed sums, which are changed in place. */
  public Evaluation(Limits limits, double[] state) {
    if (state.length != SIZE) {
      throw new IllegalArgumentException(
          "the state must have " + SIZE + " values, found " + state.length);
    }
    this.limits = limits;
    this.s = state;
  }

  /** The packed sums. */
  public double[] state() {
    return s;
  }

  /** Adds a logged row of importance 1. */
  public void add(
      double target, double propensity, double reward, double predicted, double direct) {
    add(target, propensity, reward, predicted, direct, 1);
  }

  /**
   * Adds a logged row.
   *
   * @param target probability of the logged arm under the candidate, in [0, 1]
   * @param propensity probability with which it was shown, in (0, 1]
   * @param reward finite
   * @param predicted the reward model's value for the logged arm; 0 without a model
   * @param direct the model's value of the candidate, sum_a pi(a|x) q(x, a); 0 without a model
   * @param importance 1 / (1 - probability that a row was dropped from the log), above 0
   */
  public void add(
      double target,
      double propensity,
      double reward,
      double predicted,
      double direct,
      double importance) {
    Checks.within("importance", Checks.positive("importance", importance), 0, 1e9);
    if (!(propensity >= LEAST_PROPENSITY && propensity <= 1)) {
      throw new IllegalArgumentException(
          "a logged propensity must lie in [" + LEAST_PROPENSITY + ", 1], found " + propensity);
    }
    if (!(target >= 0 && target <= 1)) {
      throw new IllegalArgumentException(
          "a target probability must lie in [0, 1], found " + target);
    }
    if (!(Math.abs(reward) <= MOST && Math.abs(predicted) <= MOST && Math.abs(direct) <= MOST)) {
      throw new IllegalArgumentException(
          "reward and predictions must be finite and of a size up to "
              + MOST
              + ", found "
              + reward
              + ", "
              + predicted
              + " and "
              + direct);
    }
    double w = importance * target / propensity;
    double clipped = Math.min(w, limits.clip());
    double residual = reward - predicted;
    s[N] += importance;
    s[W] += w;
    s[W2] += w * w;
    s[WR] += w * reward;
    s[WR2] += w * reward * w * reward;
    s[CLIP_W] += clipped;
    s[CLIP_WR] += clipped * reward;
    s[W2R] += w * w * reward;
    s[R] += importance * reward;
    s[DIRECT] += importance * direct;
    s[RESIDUAL] += w * residual;
    s[SWITCHED] += w <= limits.switchAt() ? w * residual : 0;
    s[SHRUNK] += limits.shrink() * w / (w * w + limits.shrink()) * residual;
    s[LARGEST] = Math.max(s[LARGEST], w);
  }

  /** Adds the sums of another part of the log; exact, in any order up to rounding. */
  public void merge(Evaluation other) {
    for (int i = 0; i < LARGEST; i++) {
      s[i] += other.s[i];
    }
    s[LARGEST] = Math.max(s[LARGEST], other.s[LARGEST]);
  }

  /** Rows of the whole log: the sum of the importances. */
  public long rows() {
    return Math.round(s[N]);
  }

  /** Mean reward of the policy that made the log. */
  public double logged() {
    return s[R] / s[N];
  }

  /** (sum w)^2 / sum w^2: how many rows of weight 1 the log is worth; 0 without any. */
  public double effectiveSampleSize() {
    return s[W2] > 0 ? s[W] * s[W] / s[W2] : 0;
  }

  /** True when there is enough to speak of: an effective sample size of at least {@code least}. */
  public boolean trusted(double least) {
    return effectiveSampleSize() >= least;
  }

  /** Mean weight; near 1 for any candidate when the logged propensities are right. */
  public double meanWeight() {
    return s[W] / s[N];
  }

  public double largestWeight() {
    return s[LARGEST];
  }

  public double ips() {
    return s[WR] / s[N];
  }

  /** Standard error of IPS; NaN for fewer than two rows. */
  public double ipsError() {
    double variance = (s[WR2] - s[WR] * s[WR] / s[N]) / (s[N] - 1);
    return s[N] > 1 ? Math.sqrt(Math.max(0, variance) / s[N]) : Double.NaN;
  }

  public double snips() {
    return s[WR] / s[W];
  }

  public double clippedIps() {
    return s[CLIP_WR] / s[N];
  }

  public double clippedSnips() {
    return s[CLIP_WR] / s[CLIP_W];
  }

  /** Empirical likelihood; what weights of mean below 1 leave open counts as the logged mean. */
  public double cressieRead() {
    double n = s[N];
    double b = -(1 + n) / n;
    double c = 0;
    if (s[W] >= n) {
      double mean = s[W] / (1 + n);
      double square = s[W2] / (1 + n);
      b = (square - mean) / (mean * mean - square);
      c = (1 - mean) / (mean * mean - square);
    }
    double missing = Math.max(0, 1 + (b * s[W] + c * s[W2]) / (1 + n));
    return -(b * s[WR] + c * s[W2R]) / (1 + n) + missing * logged();
  }

  public double directMethod() {
    return s[DIRECT] / s[N];
  }

  public double doublyRobust() {
    return (s[DIRECT] + s[RESIDUAL]) / s[N];
  }

  public double selfNormalisedDoublyRobust() {
    return s[DIRECT] / s[N] + s[RESIDUAL] / s[W];
  }

  public double switchDoublyRobust() {
    return (s[DIRECT] + s[SWITCHED]) / s[N];
  }

  public double shrunkDoublyRobust() {
    return (s[DIRECT] + s[SHRUNK]) / s[N];
  }
}
