package io.flyball.core.camera;

/** What can be wrong in a stream of events. The names are public: they stand in reports. */
public enum Fault {
  /** The stream ends inside a word, record or packet; the rest is dropped. */
  TRUNCATED_TAIL("the data end inside a record"),
  /** A word, record or packet of no known kind; it is dropped. */
  GARBAGE("bytes that are no record of this format"),
  /** An event outside the pixel array; it is dropped. */
  OUT_OF_RANGE("an event outside the sensor"),
  /** Time steps back without a counter overflow; the event is kept with the time it carries. */
  BACKWARD_TIME("time steps back"),
  /** An event before the first time, row or vector base it depends on; it is dropped. */
  NO_CONTEXT("an event before the words that give it time and place");

  private final String meaning;

  Fault(String meaning) {
    this.meaning = meaning;
  }

  /** One clause for a person. */
  public String meaning() {
    return meaning;
  }
}
