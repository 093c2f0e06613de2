package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.join.Reward;
import io.flyball.core.record.DeadLetter;

/**
 * A reward that waits.
 *
 * @param reward the reward
 * @param letter what it becomes when nothing comes that it could belong to
 */
public record HeldReward(Reward reward, DeadLetter letter) {}
