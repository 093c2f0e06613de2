package io.flyball.jobs.bias;

/**
 * What the bias job counts. The names are public: they are metrics. Nothing is lost: READ = TAKEN +
 * REPEATED + REFERENCES + DEAD_LETTERS.
 */
public enum BiasCount {
  /** Packets and rates read. */
  READ,
  /** Those that were counted into windows. */
  TAKEN,
  /** Those that had arrived before. */
  REPEATED,
  /** Those that were refused; also by reason, as {@code DEAD_LETTERS.<REASON>}. */
  DEAD_LETTERS,
  /**
   * Packets that never came, by the holes in the numbering; one that comes late counts here too.
   */
  LOST_PACKETS,
  /** Events that sensors' own rate controllers have dropped, where the sensors count them. */
  ERC_DROPPED,
  /** Windows measured. */
  WINDOWS,
  /** Commands sent. */
  COMMANDS,
  /** Reference places taken in. */
  REFERENCES,
  /** Frames that were matched with a place. */
  PLACES,
  /** Frames that were not: too little happened in them, or there was nothing to match them with. */
  UNPLACED,
  /** Cameras that were silent for too long. */
  FORGOTTEN,
  /** Windows that came too late for a pattern; each is in the windows' stream. */
  LATE_FOR_PATTERNS
}
