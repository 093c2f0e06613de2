package io.flyball.connectors.codec.check;

import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.core.reward.score.AttemptScores;
import io.flyball.schemas.GroupMember;
import io.flyball.schemas.ToolCall;
import java.util.List;
import java.util.Optional;

/** What the reward job computes components from must satisfy; the first fault is reported. */
final class AttemptPayloadCheck {
  /** Calls are compared with each other: more of them cost their square. */
  static final int MOST_CALLS = 100;

  private AttemptPayloadCheck() {}

  /** Whether a component is computed of the member. */
  static boolean scores(GroupMember member) {
    return member.getExpectedCalls() != null
        || member.getOutput() != null
        || !member.getAnswers().isEmpty();
  }

  static Optional<Refusal> fault(GroupMember member) {
    if (member.getStep() < 0) {
      return range("step", "step is " + member.getStep() + "; it must be at least 0");
    }
    if (member.getCalls() != null && member.getExpectedCalls() == null) {
      return missing("expectedCalls", "calls can be scored only beside expectedCalls");
    }
    if (member.getSolved() && member.getAnswers().isEmpty()) {
      return missing("answers", "solved is true, but there is no answer");
    }
    if (scores(member)) {
      for (String name : AttemptScores.NAMES) {
        if (member.getComponents().containsKey(name)) {
          return range("components." + name, name + " is computed from the attempt; leave it out");
        }
      }
    }
    return calls("expectedCalls", member.getExpectedCalls())
        .or(() -> calls("calls", member.getCalls()));
  }

  private static Optional<Refusal> calls(String field, List<ToolCall> calls) {
    if (calls == null) {
      return Optional.empty();
    }
    if (calls.size() > MOST_CALLS) {
      return range(field, "there are " + calls.size() + "; at most " + MOST_CALLS + " are scored");
    }
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).getName().isEmpty()) {
        return missing(field + "." + i + ".name", "the call names no tool");
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> range(String field, String message) {
    return Optional.of(Refusal.of(Reason.OUT_OF_RANGE, field, message));
  }

  private static Optional<Refusal> missing(String field, String message) {
    return Optional.of(Refusal.of(Reason.MISSING_FIELD, field, message));
  }
}
