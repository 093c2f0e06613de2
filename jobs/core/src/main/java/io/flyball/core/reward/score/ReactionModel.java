package io.flyball.core.reward.score;

import io.flyball.core.bandit.regression.FtrlLogistic;

/**
 * Probability that a response earns a reaction, P[Love] in RLUF (arXiv 2505.14946), as an online
 * logistic regression on sparse labels that come late: a reaction is told, its absence is not.
 *
 * <p>State: the packed statistics of {@link FtrlLogistic}, kept by the caller. Cost: O(d).
 *
 * @param regression the regression; its contexts are the features
 * @param labels how absence is learned
 */
public record ReactionModel(FtrlLogistic regression, Labels labels) {

  /** When a response without a reaction is learned as such. */
  public enum Labels {
    /** Everything at the end of the waiting time: unbiased, and as late as can be. */
    AT_EXPIRY,
    /**
     * Everything counts as without a reaction at once, and once more with it when it comes; the
     * regression then estimates b = p / (1 + p), and p = b / (1 - b) is given back (fake negative
     * calibration: Ktena et al., "Addressing delayed feedback for continuous training with neural
     * networks in CTR prediction", RecSys 2019).
     */
    FAKE_NEGATIVES
  }

  /** Statistics before the first label. */
  public double[] start() {
    return new double[regression.size()];
  }

  /** Probability of a reaction, in [0, 1]. */
  public double predict(double[] state, double[] features) {
    double b = regression.predict(state, 0, features);
    return labels == Labels.AT_EXPIRY ? b : b >= .5 ? 1 : b / (1 - b);
  }

  /** Call once, when the response was shown. */
  public void shown(double[] state, double[] features) {
    if (labels == Labels.FAKE_NEGATIVES) {
      learn(state, features, 0);
    }
  }

  /** Call at most once, when a reaction came in time. */
  public void reacted(double[] state, double[] features) {
    if (labels == Labels.FAKE_NEGATIVES) {
      learn(state, features, 1);
    }
  }

  /** Call once, when the waiting time is over. */
  public void expired(double[] state, double[] features, boolean reacted) {
    if (labels == Labels.AT_EXPIRY) {
      learn(state, features, reacted ? 1 : 0);
    }
  }

  private void learn(double[] state, double[] features, double label) {
    regression.learn(state, features, new double[0], new double[] {label}, 1);
  }
}
