package io.flyball.core.bandit.linear;

/** When the covariance of a ridge model learns of a decision whose reward is still to come. */
public enum Pending {
  /**
   * Covariance and mean both at the reward: the textbook. Under delay every decision of a waiting
   * period looks equally uncertain, so the same arm is explored over and over (regret at a delay of
   * 10,000 rounds equals that of random play).
   */
  AT_REWARD,
  /**
   * Covariance at the decision with the predicted mean as provisional reward, corrected at the
   * reward. One matrix; the default.
   */
  PREDICTED,
  /**
   * Covariance at the decision for the width, a second one at the reward for the mean. Twice the
   * state; better when delays are several percent of the horizon.
   */
  SEPARATE
}
