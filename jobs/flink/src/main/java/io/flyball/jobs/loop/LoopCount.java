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
  /**
   * Came from a partition that had been idle, so late that a copy may have been forgotten: left
   * out.
   */
  FORGOTTEN,
  /** Spans, and pieces of feedback on them, that came in time. */
  TRACED,
  /** Of those, what is kept. */
  TRACED_KEPT,
  /** Of those, copies of what is kept. */
  TRACED_REPEATED,
  /** Of those, what came when its trace was full. */
  TRACED_DROPPED,
  /** Of those, what waits for event time. */
  TRACED_WAITING,
  /** Turns of episodes that came in time. */
  TURNS,
  /** Of those, what is kept. */
  TURNS_KEPT,
  /** Of those, copies of turns that are kept. */
  TURNS_REPEATED,
  /** Of those, turns whose number is beyond what is kept of an episode. */
  TURNS_DROPPED,
  /** Of those, turns that wait for event time. */
  TURNS_WAITING,
  /** Alarms and diagnoses that were not shown, because control silenced them. */
  SILENCED
}
