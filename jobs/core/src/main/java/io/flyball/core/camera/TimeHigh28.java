package io.flyball.core.camera;

/**
 * The 28-bit upper part of EVT2 and EVT2.1 time (34 bits of µs in all, wrapping after 4.77 h),
 * unwrapped to 64 bits.
 *
 * <p>A step back by nearly the whole range, to within 10 ms, is the counter's overflow; any smaller
 * step back is a fault of the stream.
 */
final class TimeHigh28 {
  private static final long RANGE = 1L << 34;
  private static final long OVERFLOW_STEP = ((1L << 28) - 1) * 64 - 10_000;

  private long overflows;
  private long raw = -1;
  private long first = -1;

  /** Whether any time was seen. */
  boolean known() {
    return raw >= 0;
  }

  /** Takes the next upper part and returns the full time of its first µs. */
  long next(int high) {
    long now = (high & 0xfff_ffffL) << 6;
    if (raw >= 0 && raw - now >= OVERFLOW_STEP) {
      overflows++;
    }
    raw = now;
    long full = overflows * RANGE + now;
    if (first < 0) {
      first = full;
    }
    return full;
  }

  /** Time of the first upper part, or 0 before it. */
  long origin() {
    return Math.max(0, first);
  }
}
