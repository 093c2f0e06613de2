package io.flyball.jobs.reward;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.reward.group.Attempt;

/**
 * A member on its way to its group.
 *
 * @param groupId the group
 * @param attempt the member
 * @param raw as read: the group may yet refuse it
 */
public record RewardMember(String groupId, Attempt attempt, RawRecord raw) {}
