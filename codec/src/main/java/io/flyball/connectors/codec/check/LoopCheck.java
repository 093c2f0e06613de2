package io.flyball.connectors.codec.check;

import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionStatus;
import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSubject;
import io.flyball.schemas.Span;
import org.apache.avro.specific.SpecificRecord;

/** What a decoded record must still satisfy before the loop job counts it. */
public final class LoopCheck {
  /** 9999-12-31T23:59:59.999Z, the last time that ISO-8601 writes with four digits. */
  private static final long END_OF_TIME = 253_402_300_799_999L;

  private LoopCheck() {}

  /** The first fault, or null. An exposure without a user counts, for items only. */
  public static Refusal fault(SpecificRecord record) {
    if (record instanceof Exposure e) {
      return exposure(e);
    }
    if (record instanceof AttributedFeedback row) {
      return attributed(row);
    }
    if (record instanceof Decision d) {
      if (d.getStatus() == DecisionStatus.REFUSED) {
        return null;
      }
      return firstOf(required("id", d.getId()), required("arm", d.getArm()));
    }
    if (record instanceof EpisodeTurn t) {
      return turn(t);
    }
    if (record instanceof Span s) {
      return span(s);
    }
    return Refusal.of(
        Reason.UNKNOWN_TYPE,
        "type",
        "the loop job reads Exposure, AttributedFeedback, Decision, EpisodeTurn, Span and"
            + " ControlUpdate, not "
            + record.getSchema().getName());
  }

  /** The first fault of a record's time, epoch ms, or null; {@code arrival} and bounds in ms. */
  public static Refusal timeFault(long time, long arrival, long maxAhead) {
    if (time == 0) {
      return Refusal.of(
          Reason.MISSING_FIELD, "time", "a record needs a time (or a ce_time header)");
    }
    if (time < 0 || time > END_OF_TIME) {
      return range("time", time, "epoch milliseconds of the years 1970 to 9999");
    }
    return FutureTime.check(time, arrival, maxAhead).orElse(null);
  }

  private static Refusal exposure(Exposure e) {
    Refusal missing = firstOf(required("id", e.getId()), required("item", e.getItem()));
    return missing != null || e.getPosition() >= 0
        ? missing
        : range("position", e.getPosition(), "0 or a slate position from 1");
  }

  private static Refusal attributed(AttributedFeedback row) {
    Refusal missing = required("id", row.getId());
    if (missing == null && row.getSubject() == FeedbackSubject.SIGNAL && row.getSignal() == null) {
      return Refusal.of(Reason.MISSING_FIELD, "signal", "a row about a signal must carry it");
    }
    return missing;
  }

  private static Refusal turn(EpisodeTurn t) {
    Refusal missing = firstOf(required("episode", t.getEpisode()), required("model", t.getModel()));
    if (missing != null) {
      return missing;
    }
    if (t.getTurn() < 1) {
      return range("turn", t.getTurn(), "a number from 1");
    }
    double score = t.getScore() == null ? 0 : t.getScore();
    if (!(score >= 0 && score <= 1)) {
      return Refusal.of(Reason.OUT_OF_RANGE, "score", "score is " + score + "; allowed is 0 to 1");
    }
    int asked = t.getConstraints() == null ? 0 : t.getConstraints();
    int held = t.getSatisfied() == null ? 0 : t.getSatisfied();
    if (asked < 0) {
      return range("constraints", asked, "0 or more");
    }
    return held < 0 || held > asked ? range("satisfied", held, "0 to " + asked) : null;
  }

  private static Refusal span(Span s) {
    Refusal missing =
        firstOf(required("traceId", s.getTraceId()), required("spanId", s.getSpanId()));
    return missing != null || !s.getParents().contains(s.getSpanId())
        ? missing
        : Refusal.of(
            Reason.OUT_OF_RANGE, "parents", "span " + s.getSpanId() + " is its own parent");
  }

  private static Refusal firstOf(Refusal one, Refusal other) {
    return one != null ? one : other;
  }

  private static Refusal required(String field, String text) {
    return text == null || text.isEmpty()
        ? Refusal.of(Reason.MISSING_FIELD, field, field + " is required and must not be empty")
        : null;
  }

  private static Refusal range(String field, long found, String allowed) {
    return Refusal.of(
        Reason.OUT_OF_RANGE, field, field + " is " + found + "; allowed is " + allowed);
  }
}
