package io.flyball.core.feedback;

import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.util.Optional;

/**
 * What a decoded record must still satisfy before it may count. Fields are checked in the order of
 * the schema; the first fault is the one reported.
 */
public final class FeedbackValidation {
  /** 9999-12-31T23:59:59.999Z, the last time that ISO-8601 writes with four digits. */
  private static final long END_OF_TIME = 253_402_300_799_999L;

  private FeedbackValidation() {}

  /** The first fault of an exposure, if any. */
  public static Optional<Refusal> check(Exposure e) {
    Optional<Refusal> head = checkHead(e.id(), e.time(), e.user());
    if (head.isPresent()) {
      return head;
    }
    if (blank(e.item())) {
      return missing("item", "an exposure must name the item that was shown");
    }
    if (e.position() < 0) {
      return range("position", e.position(), "0 or a slate position from 1");
    }
    Double propensity = e.propensity();
    if (propensity != null && !(propensity > 0 && propensity <= 1)) {
      return range("propensity", propensity, "a probability in (0, 1]");
    }
    return Optional.empty();
  }

  /** The first fault of a signal, if any. */
  public static Optional<Refusal> check(FeedbackSignal s) {
    Optional<Refusal> head = checkHead(s.id(), s.time(), s.user());
    if (head.isPresent()) {
      return head;
    }
    if (blank(s.exposureId()) && blank(s.decisionId()) && blank(s.item())) {
      return missing("item", "a signal must name its target: exposureId, decisionId or item");
    }
    Double value = s.value();
    if (value == null) {
      return s.kind().valueRequired()
          ? missing("value", "a signal of kind " + s.kind() + " needs a value")
          : Optional.empty();
    }
    if (!(value >= s.kind().min() && value <= s.kind().max())) {
      return range("value", value, "for " + s.kind() + " " + allowed(s.kind()));
    }
    return Optional.empty();
  }

  private static Optional<Refusal> checkHead(String id, long time, String user) {
    if (blank(id)) {
      return missing("id", "a record needs an id (or a ce_id header)");
    }
    if (time == 0) {
      return missing("time", "a record needs a time (or a ce_time header)");
    }
    if (time < 0 || time > END_OF_TIME) {
      return range("time", time, "epoch milliseconds of the years 1970 to 9999");
    }
    return blank(user) ? missing("user", "a record must name its user") : Optional.empty();
  }

  private static String allowed(SignalKind kind) {
    if (!kind.valueRequired()) {
      return "any finite number";
    }
    return kind.max() == Double.MAX_VALUE
        ? "a finite number of at least " + kind.min()
        : "a number from " + kind.min() + " to " + kind.max();
  }

  private static boolean blank(String text) {
    return text == null || text.isEmpty();
  }

  private static Optional<Refusal> missing(String field, String message) {
    return Optional.of(Refusal.of(Reason.MISSING_FIELD, field, message));
  }

  private static Optional<Refusal> range(String field, Number found, String allowed) {
    return Optional.of(
        Refusal.of(Reason.OUT_OF_RANGE, field, field + " is " + found + "; allowed is " + allowed));
  }
}
