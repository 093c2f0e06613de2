package io.flyball.jobs.modes;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.check.ModeObservationCheck;
import io.flyball.jobs.modes.Observation.Kind;
import io.flyball.schemas.ModeObservation;
import io.flyball.schemas.ModeOutcome;
import java.io.Serializable;

/**
 * Takes or refuses observations.
 *
 * @param check what they must satisfy
 */
record ObservationCheck(ModeObservationCheck check) implements Serializable {

  ModesInput take(RawRecord raw, ModeObservation seen) {
    return check
        .fault(seen, raw.ingestTime())
        .map(refusal -> ModesInput.refused(raw, refusal))
        .orElseGet(() -> ModesInput.of(of(raw, seen)));
  }

  private static Observation of(RawRecord raw, ModeObservation seen) {
    if (seen.getState() != null) {
      return of(raw, seen, Kind.STATE, seen.getState(), 0, 0, "", true);
    }
    if (seen.getSymbol() != null) {
      return of(raw, seen, Kind.SYMBOL, seen.getSymbol(), 0, 0, "", false);
    }
    if (seen.getValue() != null) {
      return of(raw, seen, Kind.VALUE, -1, seen.getValue(), 0, "", false);
    }
    if (seen.getOutcome() != null) {
      ModeOutcome outcome = seen.getOutcome();
      return of(
          raw,
          seen,
          Kind.OUTCOME,
          outcome.getMode(),
          0,
          0,
          outcome.getContext(),
          outcome.getSuccess());
    }
    double drive = seen.getPair().getDrive();
    return of(raw, seen, Kind.PAIR, -1, drive, seen.getPair().getResponse(), "", false);
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
}
