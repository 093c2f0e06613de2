package io.flyball.core.camera;

/**
 * Decodes Prophesee EVT 3.0: 16-bit little-endian words that change a state (time, row, vector
 * base); a word names its type in its upper four bits.
 *
 * <pre>
 *   0  ADDR_Y       row 10:0                   6  TIME_LOW     t[11:0]
 *   2  ADDR_X       one event: column 10:0,    8  TIME_HIGH    t[23:12], wraps after 16.777 s
 *                   polarity 11                A  EXT_TRIGGER  edge 0, channel 11:8
 *   3  VECT_BASE_X  column 10:0, polarity 11   E  OTHERS       with payload in following
 *   4  VECT_12      mask of 12, base += 12     F, 7            CONTINUED words: skipped
 *   5  VECT_8       mask of 8, base += 8
 * </pre>
 *
 * Source: Prophesee, "EVT 3.0 format". Events before the first TIME_HIGH, before the first row or
 * before the first vector base are dropped and counted. A changed TIME_HIGH sets the low part to 0;
 * the counter has wrapped when the high part steps back by half its range or more. A payload word
 * is known by its own type, never by its distance from OTHERS, so a TIME_HIGH amid a payload is a
 * TIME_HIGH.
 */
public final class Evt3Decoder extends WordDecoder implements TimedFromHigh {
  private static final int BLOCK_WORDS = 2048;
  private static final int WRAP_STEP = 2048;

  /** A row no sensor has: an event that meets it fails the range test. */
  private static final int NO_ROW = 1 << 20;

  /**
   * For each mask the places of its bits, four bits each from the lowest on, and 48 their number.
   */
  private static final long[] PLACES = places();

  private final Geometry geometry;
  private int high = -1;
  private long highTime;
  private long origin;
  private int low;
  private int row = NO_ROW;
  private int vectorBase = -1;
  private int vectorPolarity;
  private long lastEvent = Long.MIN_VALUE;

  /** Index of the first event after a step back of time that no event has followed yet, or −1. */
  private int stepIndex = -1;

  private int blockIndex;
  private long stepOffset;

  public Evt3Decoder(Geometry geometry) {
    super(2);
    this.geometry = geometry;
  }

  private static long[] places() {
    long[] places = new long[1 << 12];
    for (int mask = 0; mask < places.length; mask++) {
      int n = 0;
      for (int rest = mask; rest != 0; rest &= rest - 1) {
        places[mask] |= (long) Integer.numberOfTrailingZeros(rest) << (4 * n++);
      }
      places[mask] |= (long) n << 48;
    }
    return places;
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public long firstTimeHigh() {
    return origin;
  }

  @Override
  protected void words(byte[] bytes, int from, int to, EventColumns out) {
    int at = from;
    while (at < to && high < 0) {
      beforeTime(bytes, at, at - from);
      at += 2;
    }
    while (at < to) {
      int stop = Math.min(to, at + 2 * BLOCK_WORDS);
      block(bytes, from, at, stop, out);
      at = stop;
    }
  }

  /**
   * Words come in sentences: time (a high part, a low part), row, then columns. Each step below
   * takes its word if it is there and falls through to the next, so that the branches of a steady
   * stream are foreseeable.
   */
  private void block(byte[] bytes, int start, int from, int to, EventColumns out) {
    out.reserve((to - from) / 2 * 12 + 4);
    long[] t = out.times();
    short[] x = out.columns();
    short[] y = out.rows();
    byte[] p = out.polarities();
    int right = geometry.width() - 1;
    int bottom = geometry.height() - 1;
    int n = out.size();
    blockIndex = n;
    stepIndex = stepIndex < 0 ? -1 : n;
    long base = highTime;
    int hi = high;
    int lo = low;
    int r = row;
    int vector = vectorBase;
    int polarity = vectorPolarity;
    int last = to - 2;
    int i = from;
    while (i <= last) {
      int w = (short) U16_LE.get(bytes, i) & 0xffff;
      if (w >>> 12 == 8) {
        int next = w & 0xfff;
        if (next != hi) {
          if (next > hi) {
            base += (long) (next - hi) << 12;
          } else {
            if (hi - next < WRAP_STEP) {
              steppedBack(t, n, i - start);
            }
            base = stepBack(base, hi, next);
          }
          hi = next;
          lo = 0;
        }
        i += 2;
        if (i > last) {
          break;
        }
        w = (short) U16_LE.get(bytes, i) & 0xffff;
      }
      if (w >>> 12 == 6) {
        int next = w & 0xfff;
        if (next < lo) {
          steppedBack(t, n, i - start);
        }
        lo = next;
        i += 2;
        if (i > last) {
          break;
        }
        w = (short) U16_LE.get(bytes, i) & 0xffff;
        if (w >>> 12 == 0) {
          r = w & 0x7ff;
          i += 2;
          if (i > last) {
            break;
          }
          w = (short) U16_LE.get(bytes, i) & 0xffff;
        }
      } else {
        // Under one time a row comes or does not as a coin falls: taken without a branch.
        int isRow = ((w >>> 12) - 1) >> 31;
        r ^= (r ^ (w & 0x7ff)) & isRow;
        i += 2 & isRow;
        if (i > last) {
          break;
        }
        w = (short) U16_LE.get(bytes, i) & 0xffff;
      }
      int type = w >>> 12;
      if (type == 2) {
        int v = w & 0x7ff;
        if (((right - v) | (bottom - r)) < 0) {
          fault(r == NO_ROW ? Fault.NO_CONTEXT : Fault.OUT_OF_RANGE, i - start);
        } else {
          t[n] = base + lo;
          x[n] = (short) v;
          y[n] = (short) r;
          p[n] = (byte) (w >>> 11 & 1);
          n++;
        }
        i += 2;
      } else if (type >= 3 && type <= 5) {
        if (type == 3) {
          vector = w & 0x7ff;
          polarity = w >>> 11 & 1;
          i += 2;
          if (i > last) {
            break;
          }
          w = (short) U16_LE.get(bytes, i) & 0xffff;
          type = w >>> 12;
        }
        // A base word is nearly always followed by a mask, and a mask by another.
        while (type >>> 1 == 2) {
          int span = type == 4 ? 12 : 8;
          int mask = w & (1 << span) - 1;
          int column = vector;
          if (column < 0 || column + span - 1 > right || r > bottom) {
            mask = clip(mask, column, r, i - start);
          }
          long time = base + lo;
          int polarities = polarity * 0x01010101;
          long places = PLACES[mask];
          int end = n + (int) (places >>> 48);
          // Four at a time, and four without asking, as most masks name one to four: what is
          // written past the end is overwritten by the next event.
          do {
            int four = (int) places;
            t[n] = time;
            t[n + 1] = time;
            t[n + 2] = time;
            t[n + 3] = time;
            x[n] = (short) (column + (four & 15));
            x[n + 1] = (short) (column + (four >>> 4 & 15));
            x[n + 2] = (short) (column + (four >>> 8 & 15));
            x[n + 3] = (short) (column + (four >>> 12 & 15));
            y[n] = (short) r;
            y[n + 1] = (short) r;
            y[n + 2] = (short) r;
            y[n + 3] = (short) r;
            U32_LE.set(p, n, polarities);
            n += 4;
            places >>>= 16;
          } while (n < end);
          n = end;
          vector = column < 0 ? column : column + span;
          i += 2;
          if (i > last) {
            break;
          }
          w = (short) U16_LE.get(bytes, i) & 0xffff;
          type = w >>> 12;
        }
      } else if (type != 0 && type != 6 && type != 8) {
        other(w, type, base + lo, i - start, out);
        i += 2;
      }
    }
    high = hi;
    highTime = base;
    low = lo;
    row = r;
    vectorBase = vector;
    vectorPolarity = polarity;
    judgeStep(t, n);
    lastEvent = n > blockIndex ? t[n - 1] : lastEvent;
    out.resize(n);
  }

  /**
   * Time steps back before the event of index {@code n}; whether events do shows with the event.
   */
  private void steppedBack(long[] t, int n, int ahead) {
    judgeStep(t, n);
    if (stepIndex < 0) {
      stepIndex = n;
      stepOffset = offset() + ahead;
    }
  }

  /** Compares the first event after a step back, if there is one by now, with the one before it. */
  private void judgeStep(long[] t, int n) {
    if (stepIndex >= 0 && n > stepIndex) {
      long before = stepIndex > blockIndex ? t[stepIndex - 1] : lastEvent;
      if (t[stepIndex] < before) {
        faults().add(Fault.BACKWARD_TIME, stepOffset);
      }
      stepIndex = -1;
    }
  }

  /** The full time of a high part below the one before it: the counter has wrapped, or not. */
  private static long stepBack(long base, int from, int next) {
    long full = (base & ~0xff_ffffL) | (long) next << 12;
    return from - next >= WRAP_STEP ? full + (1L << 24) : full;
  }

  /** The part of a vector that lies inside the array; what is cut off is a fault. */
  private int clip(int mask, int column, int r, int ahead) {
    if (mask == 0) {
      return 0;
    }
    if (column < 0 || r == NO_ROW) {
      fault(Fault.NO_CONTEXT, ahead, Integer.bitCount(mask));
      return 0;
    }
    int room = r >= geometry.height() ? 0 : Math.max(0, geometry.width() - column);
    int inside = room >= 12 ? mask : mask & (1 << room) - 1;
    if (inside != mask) {
      fault(Fault.OUT_OF_RANGE, ahead, Integer.bitCount(mask ^ inside));
    }
    return inside;
  }

  private void other(int w, int type, long time, int ahead, EventColumns out) {
    if (type == 0xA) {
      out.triggers().add(time, w >>> 8 & 15, w & 1);
    } else if (type != 0xE && type != 0xF && type != 7) {
      fault(Fault.GARBAGE, ahead);
    }
  }

  private void beforeTime(byte[] bytes, int at, int ahead) {
    int w = (short) U16_LE.get(bytes, at) & 0xffff;
    int type = w >>> 12;
    switch (type) {
      case 0 -> row = w & 0x7ff;
      case 3 -> {
        vectorBase = w & 0x7ff;
        vectorPolarity = w >>> 11 & 1;
      }
      case 2, 0xA -> fault(Fault.NO_CONTEXT, ahead);
      case 4, 5 -> {
        int mask = w & (type == 4 ? 0xfff : 0xff);
        if (mask != 0) {
          fault(Fault.NO_CONTEXT, ahead, Integer.bitCount(mask));
        }
      }
      case 8 -> {
        high = w & 0xfff;
        highTime = (long) high << 12;
        origin = highTime;
      }
      case 6, 7, 0xE, 0xF -> {
        // Nothing to keep: a low part counts from the next TIME_HIGH on.
      }
      default -> fault(Fault.GARBAGE, ahead);
    }
  }
}
