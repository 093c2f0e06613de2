package io.flyball.jobs.dataloop;

/**
 * What the dataloop job counts. The names are public: they are metrics. Nothing is lost: READ =
 * TAKEN + DEAD_LETTERS, and TAKEN = APPLIED + REPEATED + REFUSED + WAITING.
 */
public enum DataloopCount {
  /** Records read. */
  READ,
  /** Those that were not refused as they came. */
  TAKEN,
  /** Those that were. */
  DEAD_LETTERS,
  /** Records that told something of their sample, search or task. */
  APPLIED,
  /** Records that had come before. */
  REPEATED,
  /** Records that their search or task has no room for; dead letters, too. */
  REFUSED,
  /** Records that wait for event time. */
  WAITING,
  /** Samples that were decided. */
  SAMPLES,
  /** Of those, samples to train on. */
  TRAINED,
  /** Of those, seeds of more samples. */
  EXPANDED,
  /** Of those, samples that are dropped. */
  DROPPED,
  /** Labels that were replaced by the model's answer. */
  REPAIRED,
  /** Samples on which judges did not agree in time. */
  UNDECIDED,
  /** Windows in which a rate was told. */
  RATE_WINDOWS,
  /** Times that a search told its next node. */
  SEARCH_STATES,
  /** Plans of tasks. */
  PLANS
}
