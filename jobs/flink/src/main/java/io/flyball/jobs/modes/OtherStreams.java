package io.flyball.jobs.modes;

import io.flyball.connectors.codec.FieldLimit;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.check.CoreRecords;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.modes.Observation.Kind;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionOutcome;
import io.flyball.schemas.DecisionStatus;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackActor;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.FeedbackSubject;
import io.flyball.schemas.OutcomeStatus;
import io.flyball.schemas.RateWindow;
import java.io.Serializable;
import java.util.List;

/** Reads the streams of other jobs as observations; what names no mode is passed over. */
final class OtherStreams implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<String> names;
  private final ModesConfig.Choice chosen;
  private final List<io.flyball.core.feedback.SignalKind> choices;

  OtherStreams(ModesConfig config) {
    this.names = config.names();
    this.chosen = config.chosen();
    this.choices = config.choices();
  }

  /** A user's state is the category or the source of what the user chose. */
  ModesInput feedback(RawRecord raw, AttributedFeedback row) {
    long time = row.getTime().toEpochMilli();
    FeedbackSignal signal = row.getSignal();
    Exposure shown = row.getExposure();
    if (row.getSubject() != FeedbackSubject.SIGNAL
        || signal == null
        || shown == null
        || signal.getActor() != FeedbackActor.USER
        || !choices.contains(CoreRecords.of(signal).kind())) {
      return ModesInput.passedOver(raw, time);
    }
    String name =
        chosen == ModesConfig.Choice.SOURCE
            ? shown.getItemSource().name()
            : shown.getCategories().isEmpty() ? "" : shown.getCategories().get(0);
    String version = shown.getModelVersion() == null ? "" : shown.getModelVersion();
    return mode(
        raw,
        Kind.STATE,
        "feedback",
        row.getUser(),
        version,
        version,
        row.getId(),
        time,
        name,
        true);
  }

  /** A policy uses the arm that it chose. */
  ModesInput decision(RawRecord raw, Decision row) {
    long time = row.getTime().toEpochMilli();
    return row.getStatus() == DecisionStatus.DECIDED
        ? mode(
            raw,
            Kind.OUTCOME,
            "decisions",
            row.getPolicy(),
            row.getPolicy(),
            row.getPolicy(),
            row.getId(),
            time,
            row.getArm(),
            true)
        : ModesInput.passedOver(raw, time);
  }

  /** An attempt of the arm, a success where it earned something. A correction is passed over. */
  ModesInput outcome(RawRecord raw, DecisionOutcome row) {
    long time = row.getTime().toEpochMilli();
    if (row.getStatus() == OutcomeStatus.CENSORED
        || row.getReward() == null
        || row.getRevision() > 0) {
      return ModesInput.passedOver(raw, time);
    }
    return mode(
        raw,
        Kind.OUTCOME,
        "outcomes",
        row.getPolicy(),
        row.getPolicy(),
        row.getPolicy(),
        row.getId() + "/" + row.getPosition(),
        time,
        row.getArm(),
        row.getReward() > 0);
  }

  /** A camera's value is ln of its event rate; rates below one event a second count as one. */
  ModesInput window(RawRecord raw, RateWindow row) {
    long stated = row.getTime().toEpochMilli();
    long time = stated == 0 ? raw.ingestTime() : stated;
    return row.getUndercounted()
        ? ModesInput.passedOver(raw, time)
        : checked(
            new Observation(
                Kind.VALUE,
                "windows",
                row.getCamera(),
                row.getSensor(),
                "",
                Long.toString(row.getEndUs()),
                time,
                -1,
                Math.log(Math.max(1, row.getRate())),
                0,
                "",
                false,
                raw));
  }

  private ModesInput mode(
      RawRecord raw,
      Kind kind,
      String stream,
      String entity,
      String segment,
      String policy,
      String id,
      long time,
      String name,
      boolean success) {
    int mode = names.indexOf(name);
    return mode < 0
        ? ModesInput.passedOver(raw, time)
        : checked(
            new Observation(
                kind, stream, entity, segment, policy, id, time, mode, 0, 0, "", success, raw));
  }

  private static ModesInput checked(Observation seen) {
    if (seen.entity().isEmpty() || seen.id().isEmpty()) {
      String field = seen.id().isEmpty() ? "id" : "entity";
      return ModesInput.refused(
          seen.raw(), Refusal.of(Reason.MISSING_FIELD, field, field + " is empty"));
    }
    // Outcomes are read by nobody else, so that no limit holds their names.
    if (Math.max(seen.entity().length(), seen.id().length()) > FieldLimit.DERIVED_NAME.most()) {
      return ModesInput.refused(
          seen.raw(), Refusal.of(Reason.TOO_LARGE, "id", "a name is longer than a job makes one"));
    }
    return ModesInput.of(seen);
  }
}
