package io.flyball.jobs.reward;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.check.GroupMemberCheck;
import io.flyball.core.record.Refusal;
import io.flyball.core.reward.group.Attempt;
import io.flyball.core.reward.score.Range;
import io.flyball.schemas.GroupMember;
import java.io.Serializable;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks members of groups.
 *
 * @param range of their components
 * @param maxAhead how far a time may run ahead of its arrival, ms
 */
record MemberIntake(Range range, long maxAhead) implements Serializable {

  RewardInput take(RawRecord raw, GroupMember member) {
    long time = member.getTime().toEpochMilli();
    Optional<Refusal> fault = new GroupMemberCheck(range, maxAhead).fault(member, raw.ingestTime());
    if (fault.isPresent()) {
      return RewardInput.refused(raw, fault.get());
    }
    Attempt attempt =
        new Attempt(
            member.getId(),
            time,
            member.getDecisionId(),
            member.getExpectedSize() == null ? 0 : member.getExpectedSize(),
            new TreeMap<>(member.getComponents()),
            member.getTeacher());
    RewardMember taken = new RewardMember(member.getGroupId(), attempt, raw, time);
    return new RewardInput(raw, time, null, null, taken, null);
  }
}
