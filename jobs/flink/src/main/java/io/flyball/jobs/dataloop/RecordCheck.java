package io.flyball.jobs.dataloop;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.continuing.NamedTransition;
import io.flyball.core.dataloop.LabelVote;
import io.flyball.core.dataloop.LabelVote.Opinion;
import io.flyball.core.dataloop.SampleProbe;
import io.flyball.core.dataloop.SearchTree;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.dataloop.DataloopRecord.Kind;
import io.flyball.schemas.DataProbe;
import io.flyball.schemas.DataVote;
import io.flyball.schemas.SearchStep;
import io.flyball.schemas.TaskTransition;
import java.util.Map;

/** Takes or refuses records. */
final class RecordCheck {
  /** Beyond it values of tasks could not be published. */
  private static final double LARGEST = 1e6;

  private RecordCheck() {}

  static DataloopInput take(RawRecord raw, DataProbe seen) {
    String missing = missing(Map.of("id", seen.getId(), "sample", seen.getSample()));
    if (missing != null) {
      return empty(raw, missing);
    }
    if (!(seen.getLogProbability() <= 0 && seen.getLogProbability() >= -1e12)) {
      return outside(raw, "logProbability", seen.getLogProbability(), "-1e12 to 0");
    }
    if (seen.getTokens() < 1) {
      return outside(raw, "tokens", seen.getTokens(), "1 or more");
    }
    return DataloopInput.of(
        DataloopRecord.of(
            new SampleProbe(
                seen.getSample(),
                seen.getSource(),
                seen.getCapability(),
                seen.getLabel(),
                seen.getAnswer(),
                seen.getLogProbability(),
                seen.getTokens(),
                seen.getTime().toEpochMilli()),
            seen.getId(),
            raw));
  }

  static DataloopInput take(RawRecord raw, DataVote seen) {
    String missing =
        missing(Map.of("id", seen.getId(), "sample", seen.getSample(), "judge", seen.getJudge()));
    if (missing != null) {
      return empty(raw, missing);
    }
    Opinion opinion = seen.getOpinion() == null ? null : Opinion.valueOf(seen.getOpinion().name());
    return DataloopInput.of(
        DataloopRecord.of(
            new LabelVote(
                seen.getSample(), seen.getJudge(), opinion, seen.getTime().toEpochMilli()),
            seen.getId(),
            raw));
  }

  static DataloopInput take(RawRecord raw, SearchStep seen) {
    String missing =
        missing(Map.of("id", seen.getId(), "search", seen.getSearch(), "node", seen.getNode()));
    if (missing != null) {
      return empty(raw, missing);
    }
    if (seen.getParent() == null && seen.getReward() == null) {
      return DataloopInput.refused(
          raw,
          Refusal.of(Reason.MISSING_FIELD, "parent", "a step has a parent, a reward, or both"));
    }
    if (seen.getReward() != null && !(Math.abs(seen.getReward()) <= SearchTree.LARGEST)) {
      return outside(raw, "reward", seen.getReward(), "-100 to 100");
    }
    SearchTree.Step step =
        seen.getParent() == null
            ? null
            : new SearchTree.Step(
                seen.getNode(),
                seen.getParent(),
                seen.getWatched(),
                seen.getPatch(),
                seen.getCorrection());
    return DataloopInput.of(
        new DataloopRecord(
            Kind.STEP,
            "search/" + seen.getSearch(),
            seen.getId(),
            seen.getTime().toEpochMilli(),
            null,
            null,
            step,
            seen.getNode(),
            seen.getReward(),
            null,
            raw));
  }

  static DataloopInput take(RawRecord raw, TaskTransition seen) {
    String missing =
        missing(
            Map.of(
                "id", seen.getId(),
                "task", seen.getTask(),
                "state", seen.getState(),
                "action", seen.getAction(),
                "next", seen.getNext()));
    if (missing != null) {
      return empty(raw, missing);
    }
    if (!(Math.abs(seen.getReward()) <= LARGEST)) {
      return outside(raw, "reward", seen.getReward(), "-1e6 to 1e6");
    }
    return DataloopInput.of(
        new DataloopRecord(
            Kind.TRANSITION,
            "task/" + seen.getTask(),
            seen.getId(),
            seen.getTime().toEpochMilli(),
            null,
            null,
            null,
            null,
            null,
            new NamedTransition(
                seen.getState(), seen.getAction(), seen.getReward(), seen.getNext()),
            raw));
  }

  private static String missing(Map<String, String> required) {
    return required.entrySet().stream()
        .filter(field -> field.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .orElse(null);
  }

  private static DataloopInput empty(RawRecord raw, String field) {
    return DataloopInput.refused(raw, Refusal.of(Reason.MISSING_FIELD, field, field + " is empty"));
  }

  private static DataloopInput outside(RawRecord raw, String field, Number found, String allowed) {
    return DataloopInput.refused(
        raw,
        Refusal.of(Reason.OUT_OF_RANGE, field, field + " is " + found + "; allowed is " + allowed));
  }
}
