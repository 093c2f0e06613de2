package io.flyball.jobs.reward;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.reward.group.Attempt;

/**
 * A member on its way to its group.
 *
 * @param groupId the group
 * @param attempt the member
 * @param raw as read: the group may yet refuse it
 * @param clock how far its partition had come in event time
 * @param tried what its request remembers of it; null where nothing is remembered
 */
public record RewardMember(
    String groupId, Attempt attempt, RawRecord raw, long clock, TriedRow tried) {
  RewardMember at(long reached) {
    return new RewardMember(groupId, attempt, raw, reached, tried);
  }

  /** By which event time it had arrived. */
  long known() {
    return Math.max(attempt.time(), clock);
  }
}
