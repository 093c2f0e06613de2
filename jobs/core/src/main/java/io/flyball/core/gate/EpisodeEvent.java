package io.flyball.core.gate;

import io.flyball.core.record.TextFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Something that happened while an episode ran.
 *
 * @param episode identifies it, not blank
 * @param subgoal which of its steps, from 0
 * @param kind what happened
 * @param primitive what was run, or empty
 * @param detail text of an exception or reason of a perceptual verdict, or empty
 * @param time epoch ms
 */
public record EpisodeEvent(
    String episode, int subgoal, Kind kind, String primitive, String detail, long time) {

  /** What happened. */
  public enum Kind {
    /** A subgoal began. */
    START,
    /** Its program came to its end. */
    END,
    /** Its program threw. */
    EXCEPTION,
    /** A look at the scene: it was reached. */
    SEEN_OK,
    /** A look at the scene: it was not reached. */
    SEEN_FAIL,
    /** A look at the scene that cannot tell. */
    SEEN_UNKNOWN;

    /** Whether the program reports it. */
    public boolean fromProgram() {
      return this == END || this == EXCEPTION;
    }

    /** Whether a look at the scene reports it. */
    public boolean fromPerception() {
      return this == SEEN_OK || this == SEEN_FAIL || this == SEEN_UNKNOWN;
    }
  }

  public EpisodeEvent {
    if (episode.isBlank()) {
      throw new IllegalArgumentException("an event needs an episode");
    }
    if (subgoal < 0) {
      throw new IllegalArgumentException("subgoals count from 0, was " + subgoal);
    }
  }

  /** Writes all but the episode, by which state is kept. */
  void write(DataOutput out) throws IOException {
    out.writeInt(subgoal);
    TextFormat.write(kind.name(), out);
    TextFormat.write(primitive, out);
    TextFormat.write(detail, out);
    out.writeLong(time);
  }

  static EpisodeEvent read(String episode, DataInput in) throws IOException {
    return new EpisodeEvent(
        episode,
        in.readInt(),
        Kind.valueOf(TextFormat.read(in)),
        TextFormat.read(in),
        TextFormat.read(in),
        in.readLong());
  }
}
