package io.flyball.core.reward;

import io.flyball.core.record.ControlUpdate;

/**
 * What a policy's rewards are made by.
 *
 * @param inForce the control update in force; null for the configuration
 * @param seen the newest update that was judged; null for none
 * @param arms how many arms have statistics
 * @param lastReward event time of the newest first reward, to a tenth of the time after which an
 *     idle policy is forgotten
 */
public record PolicyRewards(ControlUpdate inForce, ControlUpdate seen, int arms, long lastReward) {
  static final PolicyRewards NONE = new PolicyRewards(null, null, 0, Long.MIN_VALUE);

  long version() {
    return inForce == null ? 0 : inForce.version();
  }

  /** The version that is held, or 0. */
  long held() {
    return seen == null || seen.equals(inForce) ? 0 : seen.version();
  }

  PolicyRewards withArms(int next) {
    return new PolicyRewards(inForce, seen, next, lastReward);
  }

  PolicyRewards rewardedAt(long time) {
    return new PolicyRewards(inForce, seen, arms, time);
  }

  PolicyRewards judged(ControlUpdate update, boolean accepted) {
    return new PolicyRewards(accepted ? update : inForce, update, arms, lastReward);
  }
}
