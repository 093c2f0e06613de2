package io.flyball.jobs.reward;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.core.reward.group.Attempt;
import io.flyball.core.reward.score.Range;
import io.flyball.schemas.GroupMember;
import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
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
    Refusal fault = fault(raw, member, time);
    if (fault != null) {
      return RewardInput.refused(raw, fault);
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

  private Refusal fault(RawRecord raw, GroupMember member, long time) {
    if (member.getId().isEmpty()) {
      return Refusal.of(Reason.MISSING_FIELD, "id", "id is empty");
    }
    if (member.getGroupId().isEmpty()) {
      return Refusal.of(Reason.MISSING_FIELD, "groupId", "groupId is empty");
    }
    if (time <= 0) {
      return Refusal.of(Reason.OUT_OF_RANGE, "time", "time is " + time + "; it must be after 1970");
    }
    if (time > raw.ingestTime() + maxAhead) {
      return Refusal.of(
          Reason.FUTURE_TIME,
          "time",
          String.format(
              Locale.ROOT,
              "time is %s, %d ms ahead of its arrival; at most %d ms are allowed",
              Instant.ofEpochMilli(time),
              time - raw.ingestTime(),
              maxAhead));
    }
    if (member.getExpectedSize() != null && member.getExpectedSize() < 1) {
      return Refusal.of(
          Reason.OUT_OF_RANGE,
          "expectedSize",
          "expectedSize is " + member.getExpectedSize() + "; it must be at least 1");
    }
    if (member.getComponents().isEmpty()) {
      return Refusal.of(Reason.MISSING_FIELD, "components", "an attempt needs a component");
    }
    for (Map.Entry<String, Double> component : member.getComponents().entrySet()) {
      if (!range.contains(component.getValue())) {
        return Refusal.of(
            Reason.OUT_OF_RANGE,
            "components." + component.getKey(),
            String.format(
                Locale.ROOT,
                "%s is %s; it must lie in [%s, %s]",
                component.getKey(),
                component.getValue(),
                range.min(),
                range.max()));
      }
    }
    return null;
  }
}
