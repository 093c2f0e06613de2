package io.flyball.core.camera;

import java.util.function.Consumer;

/**
 * Counts EVT 3.0 words by window. Inside a window a word adds the bits of its mask; the low part of
 * time is read only in the 4096 µs in which the window may close. Words before the first TIME_HIGH,
 * row and vector base are skipped, as the decoder does.
 */
public final class Evt3RateMeter extends WordMeter {
  private static final int WRAP_STEP = 2048;

  /** Per type: which bits count one event each; bit 16 is set in every word beforehand. */
  private static final int[] MASK = {0, 0, 1 << 16, 0, 0xfff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

  /** The same before the first vector base, when vectors have no place. */
  private static final int[] SCALAR_MASK = {0, 0, 1 << 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

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
      i = inside ? inside(bytes, i, to) : exact(bytes, i, to, closed);
      if (i < to) {
        turn((short) U16_LE.get(bytes, i) & 0xffff);
        i += 2;
      }
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
