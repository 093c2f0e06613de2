package io.flyball.core.camera;

import java.util.function.IntConsumer;

/** What the 11-bit addresses and wrapping counters of the EVT encodings can carry. */
final class SensorRange {
  private static final int MOST_WRAPS = 1 << 16;

  private SensorRange() {}

  static void check(int x, int y) {
    if (x > 2047 || y > 2047) {
      throw new IllegalArgumentException(
          "EVT encodings carry coordinates 0 to 2047; found (" + x + ", " + y + ").");
    }
  }

  /**
   * Emits the values of a wrapping upper time counter between two times, so that a decoder sees
   * every wrap: before a wrap the last value, after it 0.
   *
   * @param previous the upper part emitted last, unwrapped; -1 at the beginning
   */
  static void advance(long previous, long next, int bits, IntConsumer emit) {
    if (next < Math.max(0, previous)) {
      throw new IllegalArgumentException(
          "EVT encodings carry times from 0 on, in order; a time steps back or is negative.");
    }
    int mask = (1 << bits) - 1;
    long wraps = (next >> bits) - (Math.max(0, previous) >> bits);
    if (wraps > MOST_WRAPS) {
      throw new IllegalArgumentException(
          "A gap of more than 65536 overflows of the time counter: count time from the first event.");
    }
    for (long i = 0; i < wraps; i++) {
      emit.accept(mask);
      emit.accept(0);
    }
    emit.accept((int) next & mask);
  }
}
