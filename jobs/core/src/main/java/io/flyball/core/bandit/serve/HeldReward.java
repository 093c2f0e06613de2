package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.join.Reward;
import io.flyball.core.record.DeadLetter;

/**
 * A reward that waits.
 *
 * @param reward the reward
 * @param letter what it becomes when nothing comes that it could belong to
 * @param clock how far its partition had come in event time, epoch ms
 */
public record HeldReward(Reward reward, DeadLetter letter, long clock) {

  /** Whether it comes after a time, by its own or by its partition's. */
  boolean reaches(long time) {
    return reward.time() >= time || clock >= time;
  }
}
