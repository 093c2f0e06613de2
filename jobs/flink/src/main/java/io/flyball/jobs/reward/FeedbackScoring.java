package io.flyball.jobs.reward;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.check.CoreRecords;
import io.flyball.core.feedback.FeedbackActor;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.core.reward.RewardCount;
import io.flyball.core.reward.RewardRow;
import io.flyball.core.reward.score.SignalValues;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.FeedbackSubject;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What one row of attributed feedback is worth, and to whom.
 *
 * @param values of signals
 * @param unanswered whether an exposure that nobody answered earns a reward
 */
record FeedbackScoring(SignalValues values, boolean unanswered, long maxAhead)
    implements Serializable {
  /** What ends a window of an exposure is written with the time of that end. */
  private static final long LONGEST_WINDOW = Duration.ofDays(366).toMillis();

  RewardInput score(RawRecord raw, AttributedFeedback row) {
    if (row.getId().isEmpty()) {
      return refused(raw, Reason.MISSING_FIELD, "id", "id is empty");
    }
    boolean signal = row.getSubject() == FeedbackSubject.SIGNAL;
    long latest = raw.ingestTime() + maxAhead;
    if (row.getTime().toEpochMilli() > latest + (signal ? 0 : LONGEST_WINDOW)) {
      return ahead(raw, "time", row.getTime());
    }
    if (row.getExposure() != null && row.getExposure().getTime().toEpochMilli() > latest) {
      return ahead(raw, "exposure.time", row.getExposure().getTime());
    }
    if (row.getSubject() == FeedbackSubject.HINDSIGHT) {
      return passed(raw, row, RewardCount.HINDSIGHT_ROWS);
    }
    if (row.getSubject() == FeedbackSubject.EXPOSURE) {
      if (row.getExposure() == null) {
        return refused(raw, Reason.MISSING_FIELD, "exposure", "a row about an exposure needs it");
      }
      return unanswered
          ? worth(raw, row, "", 0, row.getId(), false)
          : passed(raw, row, RewardCount.UNANSWERED);
    }
    return row.getSignal() == null
        ? refused(raw, Reason.MISSING_FIELD, "signal", "a row about a signal needs it")
        : signal(raw, row, row.getSignal());
  }

  private RewardInput signal(RawRecord raw, AttributedFeedback row, FeedbackSignal avro) {
    var signal = CoreRecords.of(avro);
    if (signal.actor() != FeedbackActor.USER) {
      return passed(raw, row, RewardCount.SIMULATED);
    }
    if (!values.has(signal.kind())) {
      return passed(raw, row, RewardCount.UNVALUED);
    }
    if (decisionId(row) == null) {
      return passed(raw, row, RewardCount.UNTARGETED);
    }
    try {
      return worth(
          raw,
          row,
          SignalValues.component(signal),
          values.value(signal),
          signal.id(),
          signal.kind().hindsight());
    } catch (IllegalArgumentException e) {
      return refused(raw, Reason.OUT_OF_RANGE, "signal.value", e.getMessage());
    }
  }

  private static RewardInput worth(
      RawRecord raw,
      AttributedFeedback row,
      String component,
      double value,
      String source,
      boolean hindsight) {
    Exposure exposure = row.getExposure();
    long time = row.getTime().toEpochMilli();
    RewardRow scored =
        new RewardRow(
            row.getId(),
            time,
            decisionId(row),
            exposure == null ? "" : exposure.getItem(),
            exposure == null ? "" : exposure.getSurface(),
            exposure == null || exposure.getSession() == null ? "" : exposure.getSession(),
            exposure == null ? time : exposure.getTime().toEpochMilli(),
            component,
            value,
            source,
            time,
            hindsight);
    if (exposure != null) {
      scored = scored.at(exposure.getPosition());
    }
    return new RewardInput(raw, time, scored, null, null, null);
  }

  /** The decision a row answers; its exposure where there is none; null without either. */
  private static String decisionId(AttributedFeedback row) {
    Exposure exposure = row.getExposure();
    FeedbackSignal signal = row.getSignal();
    if (exposure != null && exposure.getDecisionId() != null) {
      return exposure.getDecisionId();
    }
    if (signal != null && signal.getDecisionId() != null) {
      return signal.getDecisionId();
    }
    // A slash would make it look like a policy's.
    return exposure == null ? null : "exposure:" + exposure.getId().replace("/", "%2F");
  }

  private RewardInput ahead(RawRecord raw, String field, Instant time) {
    String message =
        String.format(
            Locale.ROOT,
            "time is %s, %d ms ahead of its arrival; at most %d ms are allowed",
            time,
            time.toEpochMilli() - raw.ingestTime(),
            maxAhead);
    return refused(raw, Reason.FUTURE_TIME, field, message);
  }

  private static RewardInput passed(RawRecord raw, AttributedFeedback row, RewardCount why) {
    return new RewardInput(raw, row.getTime().toEpochMilli(), null, why, null, null);
  }

  private static RewardInput refused(RawRecord raw, Reason reason, String field, String message) {
    return RewardInput.refused(raw, Refusal.of(reason, field, message));
  }
}
