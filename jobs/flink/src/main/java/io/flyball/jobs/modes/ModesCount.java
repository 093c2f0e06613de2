package io.flyball.jobs.modes;

/**
 * What the modes job counts. The names are public: they are metrics. Nothing is lost: READ = TAKEN
 * + PASSED_OVER + DEAD_LETTERS, and TAKEN = APPLIED + REPEATED + REFUSED + WAITING.
 */
public enum ModesCount {
  /** Records read. */
  READ,
  /** Those that are an observation. */
  TAKEN,
  /** Records of other streams that name no mode, such as a category that modes.names lacks. */
  PASSED_OVER,
  /** Those that were refused as they came. */
  DEAD_LETTERS,
  /** Observations that told something of their entity. */
  APPLIED,
  /** Observations that had come before. */
  REPEATED,
  /** Observations that did not fit what their entity had shown before; dead letters, too. */
  REFUSED,
  /** Observations that wait for event time. */
  WAITING,
  /** Pairs of states of one entity that follow each other. */
  PAIRS,
  /** Symbols that the model in force held for impossible. */
  IMPOSSIBLE,
  /** Changes of a hidden mode. */
  MODE_CHANGES,
  /** Bursts that ended. */
  BURSTS,
  /** Windows in which the rates of a segment were estimated. */
  RATE_WINDOWS,
  /** Of those, windows whose chain is not identified. */
  NOT_IDENTIFIED,
  /** Symbols that a window had more of than are learned. */
  NOT_LEARNED,
  /** Windows in which the modes of a scope were counted. */
  DIVERSITY_WINDOWS
}
