package io.flyball.connectors.codec.check;

import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.core.reward.score.Range;
import io.flyball.schemas.GroupMember;
import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a member of a group must satisfy before the reward job takes it; the first fault is
 * reported.
 *
 * @param range of its components
 * @param maxAhead how far a time may run ahead of its arrival, ms
 */
public record GroupMemberCheck(Range range, long maxAhead) implements Serializable {
  private static final int LONGEST = 4_000;

  /** The first fault of a member that arrived at {@code arrival}, epoch ms. */
  public Optional<Refusal> fault(GroupMember member, long arrival) {
    return head(member)
        .or(() -> FutureTime.check(member.getTime().toEpochMilli(), arrival, maxAhead))
        .or(() -> body(member));
  }

  private static Optional<Refusal> head(GroupMember member) {
    if (member.getId().isEmpty()) {
      return refusal(Reason.MISSING_FIELD, "id", "id is empty");
    }
    if (member.getGroupId().isEmpty()) {
      return refusal(Reason.MISSING_FIELD, "groupId", "groupId is empty");
    }
    long time = member.getTime().toEpochMilli();
    return time > 0
        ? Optional.empty()
        : refusal(Reason.OUT_OF_RANGE, "time", "time is " + time + "; it must be after 1970");
  }

  private Optional<Refusal> body(GroupMember member) {
    if (member.getExpectedSize() != null && member.getExpectedSize() < 1) {
      return refusal(
          Reason.OUT_OF_RANGE,
          "expectedSize",
          "expectedSize is " + member.getExpectedSize() + "; it must be at least 1");
    }
    Optional<Refusal> fault =
        AttemptPayloadCheck.fault(member)
            .or(() -> tooLong("candidate", member.getCandidate()))
            .or(() -> tooLong("remark", member.getRemark()));
    if (fault.isPresent()) {
      return fault;
    }
    if (member.getComponents().isEmpty() && !AttemptPayloadCheck.scores(member)) {
      return refusal(Reason.MISSING_FIELD, "components", "an attempt needs a component");
    }
    for (Map.Entry<String, Double> component : member.getComponents().entrySet()) {
      if (!range.contains(component.getValue())) {
        return refusal(
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
    return Optional.empty();
  }

  private static Optional<Refusal> tooLong(String field, String text) {
    return text == null || text.length() <= LONGEST
        ? Optional.empty()
        : refusal(
            Reason.OUT_OF_RANGE,
            field,
            field + " has " + text.length() + " characters; allowed are " + LONGEST);
  }

  private static Optional<Refusal> refusal(Reason reason, String field, String message) {
    return Optional.of(Refusal.of(reason, field, message));
  }
}
