package io.flyball.jobs.modes;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.modes.HiddenMarkovModel;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.modes.Observation.Kind;
import io.flyball.schemas.ModeObservation;
import io.flyball.schemas.ModeOutcome;
import java.io.Serializable;
import java.util.Locale;

/**
 * Takes or refuses observations.
 *
 * @param modes how many there are
 */
record ObservationCheck(int modes) implements Serializable {
  /** Beyond it variances of responses could not be published. */
  private static final double LARGEST = 1e6;

  ModesInput take(RawRecord raw, ModeObservation seen) {
    if (seen.getId().isEmpty()) {
      return refused(raw, Reason.MISSING_FIELD, "id", "id is empty");
    }
    if (seen.getEntity().isEmpty()) {
      return refused(raw, Reason.MISSING_FIELD, "entity", "entity is empty");
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
      return refused(raw, said == 0 ? Reason.MISSING_FIELD : Reason.BAD_TYPE, "state", message);
    }
    if (seen.getState() != null) {
      return mode(raw, seen, "state", Kind.STATE, seen.getState(), "", true);
    }
    if (seen.getSymbol() != null) {
      int symbol = seen.getSymbol();
      return symbol < 0 || symbol >= HiddenMarkovModel.MAX_SYMBOLS
          ? outside(raw, "symbol", symbol, HiddenMarkovModel.MAX_SYMBOLS)
          : ModesInput.of(of(raw, seen, Kind.SYMBOL, symbol, 0, 0, "", false));
    }
    if (seen.getValue() != null) {
      return ModesInput.of(of(raw, seen, Kind.VALUE, -1, seen.getValue(), 0, "", false));
    }
    if (seen.getOutcome() != null) {
      ModeOutcome outcome = seen.getOutcome();
      return mode(
          raw,
          seen,
          "outcome.mode",
          Kind.OUTCOME,
          outcome.getMode(),
          outcome.getContext(),
          outcome.getSuccess());
    }
    double drive = seen.getPair().getDrive();
    double response = seen.getPair().getResponse();
    if (Math.abs(drive) > LARGEST || Math.abs(response) > LARGEST) {
      String message =
          String.format(
              Locale.ROOT, "drive is %s and response %s; allowed is +-1e6", drive, response);
      return refused(raw, Reason.OUT_OF_RANGE, "pair", message);
    }
    return ModesInput.of(of(raw, seen, Kind.PAIR, -1, drive, response, "", false));
  }

  private static int one(Object field) {
    return field == null ? 0 : 1;
  }

  private ModesInput mode(
      RawRecord raw,
      ModeObservation seen,
      String field,
      Kind kind,
      int mode,
      String context,
      boolean success) {
    return mode < 0 || mode >= modes
        ? outside(raw, field, mode, modes)
        : ModesInput.of(of(raw, seen, kind, mode, 0, 0, context, success));
  }

  private static ModesInput outside(RawRecord raw, String field, int number, int count) {
    String message =
        String.format(Locale.ROOT, "%s is %d; allowed are 0 to %d", field, number, count - 1);
    return refused(raw, Reason.OUT_OF_RANGE, field, message);
  }

  private static Observation of(
      RawRecord raw,
      ModeObservation seen,
      Kind kind,
      int number,
      double x,
      double y,
      String context,
      boolean success) {
    return new Observation(
        kind,
        "",
        seen.getEntity(),
        seen.getSegment(),
        seen.getPolicyVersion(),
        seen.getId(),
        seen.getTime().toEpochMilli(),
        number,
        x,
        y,
        context,
        success,
        raw);
  }

  private static ModesInput refused(RawRecord raw, Reason reason, String field, String message) {
    return ModesInput.refused(raw, Refusal.of(reason, field, message));
  }
}
