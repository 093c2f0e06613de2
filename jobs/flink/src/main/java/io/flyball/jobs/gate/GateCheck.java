package io.flyball.jobs.gate;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.gate.EpisodeEvent;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.GateCritique;
import io.flyball.schemas.GateEvent;
import io.flyball.schemas.GateOutcome;
import io.flyball.schemas.GateProposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Takes or refuses the records of the gate job. */
final class GateCheck {
  /** Subgoals of an episode. */
  static final int MOST_SUBGOALS = 1_000;

  private GateCheck() {}

  static GateInput take(RawRecord raw, GateProposal row) {
    if (row.getActionId().isBlank()) {
      return missing(raw, "actionId");
    }
    if (row.getRisk().isBlank()) {
      return missing(raw, "risk");
    }
    if (row.getAttempt() < 1) {
      return outside(raw, "attempt", row.getAttempt(), "proposals count from 1");
    }
    List<Proposed.Field> fields = new ArrayList<>();
    for (Map.Entry<String, ?> entry : new TreeMap<>(row.getFields()).entrySet()) {
      Object value = entry.getValue();
      if (value instanceof Double number) {
        fields.add(new Proposed.Field(entry.getKey(), number, null, null));
      } else if (value instanceof Boolean flag) {
        fields.add(new Proposed.Field(entry.getKey(), null, null, flag));
      } else if (value != null) {
        fields.add(new Proposed.Field(entry.getKey(), null, value.toString(), null));
      }
    }
    Proposed proposed =
        new Proposed(
            row.getSession(),
            row.getTask().isEmpty() ? row.getActionId() : row.getTask(),
            row.getAttempt(),
            row.getRisk(),
            fields);
    return GateInput.of(
        raw, ActionEvent.proposal(row.getActionId(), row.getTime().toEpochMilli(), proposed));
  }

  static GateInput take(RawRecord raw, GateCritique row) {
    if (row.getActionId().isBlank()) {
      return missing(raw, "actionId");
    }
    if (row.getCritic().isBlank()) {
      return missing(raw, "critic");
    }
    Double p = row.getProbability();
    if (p != null && !(p >= 0 && p <= 1)) {
      return outside(raw, "probability", p, "allowed is 0 to 1");
    }
    return GateInput.of(
        raw,
        ActionEvent.critique(
            row.getActionId(),
            row.getTime().toEpochMilli(),
            row.getCritic(),
            p,
            row.getSuggestion()));
  }

  static GateInput take(RawRecord raw, GateOutcome row) {
    return row.getActionId().isBlank()
        ? missing(raw, "actionId")
        : GateInput.of(
            raw,
            ActionEvent.outcome(row.getActionId(), row.getTime().toEpochMilli(), row.getRight()));
  }

  static GateInput take(RawRecord raw, GateEvent row) {
    if (row.getEpisode().isBlank()) {
      return missing(raw, "episode");
    }
    if (row.getSubgoal() < 0 || row.getSubgoal() >= MOST_SUBGOALS) {
      return outside(raw, "subgoal", row.getSubgoal(), "allowed are 0 to " + (MOST_SUBGOALS - 1));
    }
    return GateInput.of(
        raw,
        new StepEvent(
            row.getEpisode(),
            row.getSession(),
            row.getSubgoal(),
            EpisodeEvent.Kind.valueOf(row.getKind().name()),
            row.getPrimitive(),
            row.getDetail(),
            row.getTime().toEpochMilli()));
  }

  private static GateInput missing(RawRecord raw, String field) {
    return GateInput.refused(raw, Refusal.of(Reason.MISSING_FIELD, field, field + " is empty"));
  }

  private static GateInput outside(RawRecord raw, String field, Object value, String allowed) {
    String message = String.format(Locale.ROOT, "%s is %s; %s", field, value, allowed);
    return GateInput.refused(raw, Refusal.of(Reason.OUT_OF_RANGE, field, message));
  }
}
