package io.flyball.jobs.reward;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.check.GroupMemberCheck;
import io.flyball.core.record.Refusal;
import io.flyball.core.reward.group.Attempt;
import io.flyball.core.reward.group.FeedbackMemory;
import io.flyball.core.reward.score.AttemptAnswer;
import io.flyball.core.reward.score.AttemptScores;
import io.flyball.core.reward.score.Range;
import io.flyball.core.reward.score.ToolCall;
import io.flyball.schemas.GroupMember;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks members of groups.
 *
 * @param range of their components
 * @param maxAhead how far a time may run ahead of its arrival, ms
 * @param scores what is computed of an attempt
 */
record MemberIntake(Range range, long maxAhead, AttemptScores scores) implements Serializable {

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
            components(member),
            member.getTeacher());
    RewardMember taken =
        new RewardMember(member.getGroupId(), attempt, raw, time, tried(member, attempt));
    return new RewardInput(raw, time, null, null, taken, null);
  }

  /** Null where the attempt names no request. */
  private static TriedRow tried(GroupMember member, Attempt attempt) {
    return member.getRequest() == null || member.getRequest().isEmpty()
        ? null
        : new TriedRow(
            member.getRequest(),
            new FeedbackMemory.Tried(
                member.getGroupId() + "/" + attempt.id(),
                attempt.time(),
                member.getCandidate(),
                member.getRemark(),
                attempt.components()),
            attempt.time());
  }

  private Map<String, Double> components(GroupMember member) {
    Map<String, Double> all = new TreeMap<>(member.getComponents());
    scores
        .of(
            new AttemptAnswer(
                calls(member.getExpectedCalls()),
                calls(member.getCalls()),
                member.getOutput(),
                member.getResponseDue(),
                member.getAnswers(),
                member.getSolved(),
                member.getStep()))
        .forEach((name, value) -> all.put(name, range.clamp(value)));
    return all;
  }

  private static List<ToolCall> calls(List<io.flyball.schemas.ToolCall> calls) {
    return calls == null
        ? null
        : calls.stream().map(call -> new ToolCall(call.getName(), call.getParameters())).toList();
  }
}
