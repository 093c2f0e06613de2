package io.flyball.core.camera;

/** What can be wrong in a stream of events. The names are public: they stand in reports. */
public enum Fault {
  /** The stream ends inside a word, record or packet; the rest is dropped. */
  TRUNCATED_TAIL("the data end inside a record"),
  /** A word, record or packet of no known kind; it is dropped. */
  GARBAGE("bytes that are no record of this format"),
  /** An event outside the pixel array; it is dropped. */
  OUT_OF_RANGE("an event outside the sensor"),
  /**
   * An event is earlier than the one before it and no counter has overflowed; it is kept with the
   * time it carries.
   */
  BACKWARD_TIME("an event earlier than the one before it"),
  /** An event before the first time, row or vector base it depends on; it is dropped. */
  NO_CONTEXT("an event before the words that give it time and place"),
  /**
   * A packet that never arrived, by the numbers of those that did: windows there are undercounted.
   */
  MISSING("packets that never arrived"),
  /** Bytes of one value from the last record to the end of the data; they are left out. */
  PADDING("fill after the last record");

  private final String meaning;

  Fault(String meaning) {
    this.meaning = meaning;
  }

  /** One clause for a person. */
  public String meaning() {
    return meaning;
  }
}
