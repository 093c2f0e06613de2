package io.flyball.jobs.loop;

import io.flyball.core.loop.Outcome;
import io.flyball.core.loop.Source;

/**
 * An outcome and where it belongs.
 *
 * @param time event time of the row, epoch ms
 * @param known event time by which it had arrived
 */
public record OutcomeSeen(
    Outcome outcome,
    long time,
    long known,
    String surface,
    String model,
    String cohort,
    Source source) {

  OutcomeSeen knownAt(long arrival) {
    return new OutcomeSeen(outcome, time, arrival, surface, model, cohort, source);
  }
}
