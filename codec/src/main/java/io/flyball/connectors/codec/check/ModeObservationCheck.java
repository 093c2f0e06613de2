package io.flyball.connectors.codec.check;

import io.flyball.core.modes.HiddenMarkovModel;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.DriveResponse;
import io.flyball.schemas.ModeObservation;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/**
 * What an observation must satisfy before the modes job takes it; the first fault is reported.
 *
 * @param modes how many there are
 * @param maxAhead how far a time may run ahead of its arrival, ms
 */
public record ModeObservationCheck(int modes, long maxAhead) implements Serializable {
  /** Beyond it variances of responses could not be published. */
  private static final double LARGEST = 1e6;

  /** The first fault of an observation that arrived at {@code arrival}, epoch ms. */
  public Optional<Refusal> fault(ModeObservation seen, long arrival) {
    return content(seen)
        .or(() -> FutureTime.check(seen.getTime().toEpochMilli(), arrival, maxAhead));
  }

  private Optional<Refusal> content(ModeObservation seen) {
    if (seen.getId().isEmpty()) {
      return refusal(Reason.MISSING_FIELD, "id", "id is empty");
    }
    if (seen.getEntity().isEmpty()) {
      return refusal(Reason.MISSING_FIELD, "entity", "entity is empty");
    }
    int said =
        one(seen.getState())
            + one(seen.getSymbol())
            + one(seen.getValue())
            + one(seen.getOutcome())
            + one(seen.getPair());
    if (said != 1) {
      String message =
          "an observation has exactly one of state, symbol, value, outcome and pair; this one has "
              + said;
      return refusal(said == 0 ? Reason.MISSING_FIELD : Reason.BAD_TYPE, "state", message);
    }
    if (seen.getState() != null) {
      return inside("state", seen.getState(), modes);
    }
    if (seen.getSymbol() != null) {
      return inside("symbol", seen.getSymbol(), HiddenMarkovModel.MAX_SYMBOLS);
    }
    if (seen.getOutcome() != null) {
      return inside("outcome.mode", seen.getOutcome().getMode(), modes);
    }
    return seen.getPair() == null ? Optional.empty() : inside(seen.getPair());
  }

  private static int one(Object field) {
    return field == null ? 0 : 1;
  }

  private static Optional<Refusal> inside(String field, int number, int count) {
    return number >= 0 && number < count
        ? Optional.empty()
        : refusal(
            Reason.OUT_OF_RANGE,
            field,
            String.format(Locale.ROOT, "%s is %d; allowed are 0 to %d", field, number, count - 1));
  }

  private static Optional<Refusal> inside(DriveResponse pair) {
    double drive = pair.getDrive();
    double response = pair.getResponse();
    return Math.abs(drive) <= LARGEST && Math.abs(response) <= LARGEST
        ? Optional.empty()
        : refusal(
            Reason.OUT_OF_RANGE,
            "pair",
            String.format(
                Locale.ROOT, "drive is %s and response %s; allowed is +-1e6", drive, response));
  }

  private static Optional<Refusal> refusal(Reason reason, String field, String message) {
    return Optional.of(Refusal.of(reason, field, message));
  }
}
