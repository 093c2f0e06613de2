package io.flyball.core.camera;

/**
 * Turns bytes into events, piece by piece: the events do not depend on where the pieces were cut.
 *
 * <p>Bad input never throws; it is dropped (or kept, for {@link Fault#BACKWARD_TIME}), counted and
 * reported with its offset by {@link #faults()}.
 */
public interface EventDecoder {

  /**
   * Decodes the next {@code length} bytes of the stream and appends what they hold to {@code out}.
   * Bytes of an unfinished record are kept for the next call.
   */
  void decode(byte[] bytes, int from, int length, EventColumns out);

  /**
   * Says that the stream has ended: an unfinished record becomes a {@link Fault#TRUNCATED_TAIL}.
   */
  void finish(EventColumns out);

  /** Says at which offset of a file the stream begins, so that faults name places in the file. */
  void startAt(long offset);

  /** What was wrong so far. */
  Faults faults();

  /** The pixel array, or {@link Geometry#UNKNOWN} as long as the stream has not said. */
  Geometry geometry();

  /** Decodes a whole array. */
  default EventColumns decodeAll(byte[] bytes) {
    EventColumns out = new EventColumns(bytes.length / 4);
    decode(bytes, 0, bytes.length, out);
    finish(out);
    return out;
  }
}
