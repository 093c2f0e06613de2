package io.flyball.core.camera;

import java.util.function.Consumer;

/**
 * Counts EVT 3.0 words by window. Inside a window the events of four words at a time are counted,
 * by their types and masks alone; the low part of time is read only in the 4096 µs in which the
 * window may close. Words before the first TIME_HIGH, row and vector base are skipped, as the
 * decoder does.
 */
public final class Evt3RateMeter extends WordMeter {
  private static final int WRAP_STEP = 2048;

  /** Per type: which bits count one event each; bit 16 is set in every word beforehand. */
  private static final int[] MASK = {0, 0, 1 << 16, 0, 0xfff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

  /** The same before the first vector base, when vectors have no place. */
  private static final int[] SCALAR_MASK = {0, 0, 1 << 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

  private static final long LANES = 0x0001_0001_0001_0001L;
  private static final long TYPES = LANES * 15;
  private static final long VALUES = LANES * 0xfff;

  private int high = -1;
  private long base;
  private int low;
  private boolean row;
  private boolean vector;
  private int polarity;

  public Evt3RateMeter(RateWindows windows) {
    super(2, windows);
  }

  @Override
  void words(byte[] bytes, int from, int to, Consumer<RateWindow> closed) {
    int i = from;
    while (i < to) {
      boolean inside =
          high >= 0 && row && base >= windows.startUs() && base + 4095 < windows.boundaryUs();
      if (inside) {
        i = inside(bytes, fours(bytes, i, to), to);
      } else {
        i = exact(bytes, i, to, closed);
      }
      if (i < to) {
        turn((short) U16_LE.get(bytes, i) & 0xffff);
        i += 2;
      }
    }
  }

  /**
   * Counts the events of four words at a time, each word in a lane of 16 bits of a long, and stops
   * before a time outside [the time now, the last that cannot close the window], the first vector
   * of all, or the last three words.
   */
  private int fours(byte[] bytes, int from, int to) {
    long highest = ((windows.boundaryUs() - 4096 - base) >> 12) + high;
    // Lanes whose sum with a 12-bit number reaches 0x1000 when the number is too small or too
    // large.
    long least = LANES * (0x1000 - high);
    long most = LANES * (0xfff - (int) Math.min(0xfff, Math.min(high + WRAP_STEP - 1, highest)));
    boolean vector = this.vector;
    long pol = LANES * polarity;
    long on = 0;
    long both = 0;
    int i = from;
    for (; i <= to - 8; i += 8) {
      long w = (long) U64_LE.get(bytes, i);
      long type = w >>> 12 & TYPES;
      // Bit 4 of a lane: its type is at least 3, and not at least 6.
      long isVector = (type + LANES * 13) & ~(type + LANES * 10) & (LANES << 4);
      long isHigh = is(8, type);
      long value = w & VALUES;
      long isWrong = (~(value + least) | (value + most)) >>> 12 & isHigh;
      if (isWrong != 0 || (isVector != 0 && !vector)) {
        break;
      }
      long isColumn = is(2, type);
      both += Long.bitCount(isColumn);
      on += Long.bitCount(w >>> 11 & isColumn);
      if (isVector != 0) {
        long events = w & (is(4, type) * 0xfff | is(5, type) * 0xff);
        // The polarity of a lane is that of the last base at or before it.
        long isBase = is(3, type);
        long on1 = w >>> 11 & isBase;
        long on2 = on1 | ((on1 << 16) & ~isBase);
        long known2 = isBase | (isBase << 16);
        long on4 = on2 | ((on2 << 32) & ~known2);
        long known4 = known2 | (known2 << 32);
        long isOn = on4 | (pol & ~known4);
        both += Long.bitCount(events);
        on += Long.bitCount(events & isOn * 0xfff);
        pol = -(isOn >>> 48) & LANES;
      }
    }
    polarity = (int) pol & 1;
    windows.bulk(on, both - on);
    settle(bytes, from, i);
    return i;
  }

  /** Lanes of a type. */
  private static long is(int type, long types) {
    return ~((types ^ LANES * type) + TYPES) >>> 4 & LANES;
  }

  /**
   * Finds the time after words that {@link #fours} passed, from their end backwards: the last high
   * part, and the last low part unless the high part changed after it.
   */
  private void settle(byte[] bytes, int from, int to) {
    int lastHigh = -1;
    int lastLow = -1;
    boolean stands = false;
    boolean changed = false;
    int i = to - 2;
    for (; i >= from && (lastHigh < 0 || !(stands || changed)); i -= 2) {
      int w = (short) U16_LE.get(bytes, i) & 0xffff;
      int value = w & 0xfff;
      if (w >>> 12 == 8) {
        changed = lastHigh >= 0 && value != lastHigh;
        stands |= lastHigh >= 0 && value == lastHigh && lastLow >= 0;
        lastHigh = lastHigh < 0 ? value : lastHigh;
      } else if (w >>> 12 == 6 && lastLow < 0) {
        lastLow = value;
        stands = lastHigh < 0;
      }
    }
    changed |= lastHigh >= 0 && !stands && !changed && lastHigh != high;
    low = changed && !stands ? 0 : lastLow >= 0 ? lastLow : low;
    if (lastHigh >= 0) {
      base = (base & ~0xff_ffffL) | (long) lastHigh << 12;
      high = lastHigh;
    }
  }

  private int inside(byte[] bytes, int from, int to) {
    long on = 0;
    long both = 0;
    int same = 8 << 12 | high;
    int[] masks = vector ? MASK : SCALAR_MASK;
    boolean firstBase = !vector;
    int pol = polarity;
    int lo = low;
    int i = from;
    for (; i < to; i += 2) {
      int w = (short) U16_LE.get(bytes, i) & 0xffff;
      int type = w >>> 12;
      if ((type == 8 && w != same) || (type == 3 && firstBase)) {
        break;
      }
      int bit = w >>> 11 & 1;
      int isBase = ((type ^ 3) - 1) >> 31;
      pol ^= (pol ^ bit) & isBase;
      int isLow = ((type ^ 6) - 1) >> 31;
      lo ^= (lo ^ (w & 0xfff)) & isLow;
      int n = Integer.bitCount((w | 1 << 16) & masks[type]);
      int isColumn = ((type ^ 2) - 1) >> 31;
      both += n;
      on += n & -((bit & isColumn) | (pol & ~isColumn));
    }
    polarity = pol;
    low = lo;
    windows.bulk(on, both - on);
    return i;
  }

  private int exact(byte[] bytes, int from, int to, Consumer<RateWindow> closed) {
    int i = from;
    for (; i < to; i += 2) {
      int w = (short) U16_LE.get(bytes, i) & 0xffff;
      int type = w >>> 12;
      if (type == 8 && (w & 0xfff) != high) {
        break;
      }
      switch (type) {
        case 0 -> row = true;
        case 2 -> events(1, w >>> 11 & 1, row, closed);
        case 3 -> {
          vector = true;
          polarity = w >>> 11 & 1;
        }
        case 4 -> events(Integer.bitCount(w & 0xfff), polarity, row && vector, closed);
        case 5 -> events(Integer.bitCount(w & 0xff), polarity, row && vector, closed);
        case 6 -> low = high >= 0 ? w & 0xfff : 0;
        default -> {
          // Triggers and others are not events.
        }
      }
    }
    return i;
  }

  private void events(int n, int pol, boolean placed, Consumer<RateWindow> closed) {
    if (placed && high >= 0) {
      for (int k = 0; k < n; k++) {
        windows.event(base + low, pol, closed);
      }
    }
  }

  /** Takes a word that changes how the following ones are counted. */
  private void turn(int w) {
    if (w >>> 12 == 3) {
      vector = true;
      polarity = w >>> 11 & 1;
      return;
    }
    int next = w & 0xfff;
    if (high >= 0 && high - next >= WRAP_STEP) {
      base += 1L << 24;
    }
    base = (base & ~0xff_ffffL) | (long) next << 12;
    high = next;
    low = 0;
  }
}
