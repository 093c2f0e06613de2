package io.flyball.core.reward.group;

import io.flyball.core.bandit.Checks;

/**
 * Weights by which negative-aware fine-tuning learns from failures too, through the negative policy
 * that a success rate p implies (NFT: "Bridging supervised learning and reinforcement learning in
 * math reasoning", arXiv 2505.18116). For a likelihood ratio R of new to old policy a success has
 * loss -log max(R, 0), a failure -log max((1 - p R)/(1 - p), 1), passed straight through the clamp;
 * both times (1-p) or sqrt((1-p)/p). At R = 1 the gradient's weights are
 *
 * <pre>
 *   by rate:       success 1-p,            failure -p             = r - mean for r in {0, 1}
 *   by deviation:  success sqrt((1-p)/p),  failure -sqrt(p/(1-p)) = (r - mean) / sd
 * </pre>
 *
 * <p>that is, group advantages exactly. p is held within [.02, .98]; a group of successes or of
 * failures only is dropped: weights 0.
 *
 * @param byDeviation weigh by sqrt((1-p)/p) rather than by 1-p
 */
public record NegativeAware(boolean byDeviation) {
  /** The form that equals std-normalised advantages. */
  public static final NegativeAware USUAL = new NegativeAware(true);

  private static final double LEAST_RATE = .02;
  private static final double MOST_LOG_RATIO = 10;

  /** The success rate within the bounds that the weights need. */
  public static double rate(boolean[] success) {
    int count = 0;
    for (boolean one : success) {
      count += one ? 1 : 0;
    }
    double p = (double) count / success.length;
    return Math.max(LEAST_RATE, Math.min(1 - LEAST_RATE, p));
  }

  /** Weights on policy, where R = 1 for every member. */
  public double[] weights(boolean[] success) {
    return weights(success, new double[success.length]);
  }

  /**
   * Weights of the members' log-likelihood gradients: d(-loss)/d(log pi).
   *
   * @param logRatios log of new over old likelihood, finite; held at 10
   */
  public double[] weights(boolean[] success, double[] logRatios) {
    Checks.vector("log ratios", logRatios, success.length);
    double[] out = new double[success.length];
    if (!mixed(success)) {
      return out;
    }
    double p = rate(success);
    double scale = byDeviation ? Math.sqrt((1 - p) / p) : 1 - p;
    for (int i = 0; i < out.length; i++) {
      double ratio = Math.exp(Math.min(logRatios[i], MOST_LOG_RATIO));
      // Straight through: the gradient of 1 - p R, over the clamped value.
      out[i] = success[i] ? scale : -scale * p * ratio / ((1 - p) * clamped(p, ratio));
    }
    return out;
  }

  /** Likelihood ratio of the implicit negative policy, (1 - p R)/(1 - p), at least 1. */
  public static double clamped(double p, double ratio) {
    return Math.max((1 - p * ratio) / (1 - p), 1);
  }

  private static boolean mixed(boolean[] success) {
    for (boolean one : success) {
      if (one != success[0]) {
        return true;
      }
    }
    return false;
  }
}
