package io.flyball.core.camera;

import java.util.function.Consumer;

/**
 * Counts EVT 2.0 words by window. Inside a window events are counted four words at a time by their
 * types alone; the six low bits of time are read only in the 64 µs in which the window may close.
 */
public final class Evt2RateMeter extends WordMeter {
  /** The lowest bit of each of the two words in a long. */
  private static final long LANES = 0x0000_0001_0000_0001L;

  private static final long TYPES = LANES * 15;
  private static final int HIGH_RANGE = 1 << 28;

  /** Too little to be taken for an overflow of the counter. */
  private static final int FARTHEST = 1 << 27;

  private final TimeHigh28 high = new TimeHigh28();
  private long base;

  public Evt2RateMeter(RateWindows windows) {
    super(4, windows);
  }

  @Override
  void words(byte[] bytes, int from, int to, Consumer<RateWindow> closed) {
    int i = from;
    while (i < to) {
      if (high.known() && base >= windows.startUs() && base + 63 < windows.boundaryUs()) {
        i = inside(bytes, i, to);
      }
      // What stopped it: the last words, or the time that may close the window.
      i = exact(bytes, i, to, closed);
    }
  }

  /**
   * Counts the events of four words at a time, and stops before a time outside [the time now, the
   * last that cannot close the window] or the last three words.
   */
  private int inside(byte[] bytes, int from, int to) {
    int high28 = (int) (base >>> 6) & (HIGH_RANGE - 1);
    long farthest = Math.min(FARTHEST, (windows.boundaryUs() - 64 - base) >> 6);
    // Lanes whose sum with a 28-bit number reaches 2^28 when the number is too small or too large.
    long least = LANES * (HIGH_RANGE - high28);
    long most = LANES * (HIGH_RANGE - 1 - Math.min(HIGH_RANGE - 1, high28 + farthest));
    long on = 0;
    long others = 0;
    int i = from;
    for (; i <= to - 16; i += 16) {
      long a = (long) U64_LE.get(bytes, i);
      long b = (long) U64_LE.get(bytes, i + 8);
      long typeA = a >>> 28 & TYPES;
      long typeB = b >>> 28 & TYPES;
      if (((typeA | typeB) & LANES * 14) == 0) {
        on += typeA + typeB;
        continue;
      }
      if ((wrong(a, typeA, least, most) | wrong(b, typeB, least, most)) != 0) {
        break;
      }
      long otherA = other(typeA);
      long otherB = other(typeB);
      others += otherA + otherB;
      on += (typeA & LANES & ~otherA) + (typeB & LANES & ~otherB);
    }
    windows.bulk(sum(on), (i - from) / 4 - sum(others) - sum(on));
    settle(bytes, from, i);
    return i;
  }

  /** Lanes whose type is 8 and whose time is too small or too large. */
  private static long wrong(long words, long types, long least, long most) {
    long value = words & LANES * (HIGH_RANGE - 1);
    // Bit 4 of a lane: its type is not 8.
    long isHigh = ~((types ^ LANES * 8) + TYPES) >>> 4 & LANES;
    return (~(value + least) | (value + most)) >>> 28 & isHigh;
  }

  /** Lanes whose type is above 1. */
  private static long other(long types) {
    return (types + LANES * 14) >>> 4 & LANES;
  }

  private static long sum(long lanes) {
    return (lanes >>> 32) + (lanes & 0xffff_ffffL);
  }

  /** Takes the last high part of words that were passed. */
  private void settle(byte[] bytes, int from, int to) {
    for (int i = to - 4; i >= from; i -= 4) {
      int w = (int) U32_LE.get(bytes, i);
      if (w >>> 28 == 8) {
        base = high.next(w);
        return;
      }
    }
  }

  /** Counts one by one up to the next high part, and returns the index after it. */
  private int exact(byte[] bytes, int from, int to, Consumer<RateWindow> closed) {
    for (int i = from; i < to; i += 4) {
      int w = (int) U32_LE.get(bytes, i);
      int type = w >>> 28;
      if (type == 8) {
        base = high.next(w);
        return i + 4;
      }
      if (type <= 1 && high.known()) {
        windows.event(base + (w >>> 22 & 63), type, closed);
      }
    }
    return to;
  }
}
