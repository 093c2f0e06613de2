package io.flyball.jobs.loop;

/** What the loop job counts. The names are metric names and are never renamed. */
public enum LoopCount {
  READ,
  DEAD_LETTERS,
  UNKNOWN_FIELDS,
  /** Came later than the out-of-order bound. */
  LATE,
  /** Copies of a record that was seen. */
  DUPLICATES,
  /** Windows reported for the first time. */
  WINDOWS,
  /** Windows reported again. */
  CORRECTIONS,
  /** Came too late for the detectors, which see events in order. */
  LATE_FOR_DETECTORS,
  /** Alarms and diagnoses that were not shown, because control silenced them. */
  SILENCED
}
