package io.flyball.core.bandit.serve;

/**
 * When a reward is learned, where only the positives are ever sent, such as clicks: the absence of
 * one is known only after a waiting time.
 */
public enum Learning {
  /**
   * ZERO_THEN_EXCHANGE where the algorithm can exchange a reward and there is a default;
   * POSITIVE_ON_ARRIVAL where it can and there is none, so that every decision is expected to be
   * rewarded; else AT_EXPIRY.
   */
  AUTO,
  /** The default at the decision, exchanged when a reward comes. */
  ZERO_THEN_EXCHANGE,
  /** Everything when the window is over, or a FINAL reward comes. */
  AT_EXPIRY,
  /** Rewards on arrival, the default when the window is over: biased, kept for comparison. */
  POSITIVE_ON_ARRIVAL;

  /**
   * A policy from a snapshot may have another algorithm than the configuration, which was checked.
   */
  Learning resolve(boolean revisable, boolean hasDefault) {
    if (this == AUTO) {
      return !revisable ? AT_EXPIRY : hasDefault ? ZERO_THEN_EXCHANGE : POSITIVE_ON_ARRIVAL;
    }
    return this == ZERO_THEN_EXCHANGE && !(revisable && hasDefault) ? AT_EXPIRY : this;
  }
}
