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
  /** Types 0, 2 and 6: nearly all words of a scalar stream, handled without branches. */
  private static final int COMMON = 1 | 1 << 2 | 1 << 6;

  private static final int BLOCK_WORDS = 2048;
  private static final int WRAP_STEP = 2048;

  /** A row no sensor has: an event that meets it fails the range test. */
  private static final int NO_ROW = 1 << 20;

  private final Geometry geometry;
  private int high = -1;
  private long highTime;
  private long origin;
  private int low;
  private int row = NO_ROW;
  private int vectorBase = -1;
  private int vectorPolarity;

  public Evt3Decoder(Geometry geometry) {
    super(2);
    this.geometry = geometry;
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

  private void block(byte[] bytes, int start, int from, int to, EventColumns out) {
    out.reserve((to - from) / 2 * 12 + 1);
    long[] t = out.times();
    short[] x = out.columns();
    short[] y = out.rows();
    byte[] p = out.polarities();
    int right = geometry.width() - 1;
    int bottom = geometry.height() - 1;
    int n = out.size();
    long base = highTime;
    int lo = low;
    int r = row;
    for (int i = from; i < to; i += 2) {
      int w = (short) U16_LE.get(bytes, i) & 0xffff;
      int type = w >>> 12;
      if ((COMMON >>> type & 1) != 0) {
        int v = w & 0x7ff;
        int isRow = (type - 1) >> 31;
        int isLow = ((type ^ 6) - 1) >> 31;
        int isColumn = ((type ^ 2) - 1) >> 31;
        int newLow = w & 0xfff;
        // Sign bit: an event outside the array, or a low part that steps back.
        int bad = (isColumn & ((right - v) | (bottom - r))) | (isLow & (newLow - lo));
        r ^= (r ^ v) & isRow;
        lo ^= (lo ^ newLow) & isLow;
        if (bad < 0) {
          fault(commonFault(isLow, r), i - start);
          continue;
        }
        t[n] = base + lo;
        x[n] = (short) v;
        y[n] = (short) r;
        p[n] = (byte) (w >>> 11 & 1);
        n -= isColumn;
      } else if (type == 4 || type == 5) {
        int mask = type == 4 ? w & 0xfff : w & 0xff;
        int column = vectorBase;
        int span = type == 4 ? 12 : 8;
        if (column < 0 || column + span - 1 > right || r > bottom) {
          mask = clip(mask, column, r, i - start);
        }
        long time = base + lo;
        byte polarity = (byte) vectorPolarity;
        while (mask != 0) {
          t[n] = time;
          x[n] = (short) (column + Integer.numberOfTrailingZeros(mask));
          y[n] = (short) r;
          p[n] = polarity;
          n++;
          mask &= mask - 1;
        }
        vectorBase = column < 0 ? column : column + span;
      } else if (type == 3) {
        vectorBase = w & 0x7ff;
        vectorPolarity = w >>> 11 & 1;
      } else if (type == 8) {
        if ((w & 0xfff) != high) {
          timeHigh(w & 0xfff, i - start);
          base = highTime;
          lo = 0;
        }
      } else {
        other(w, type, base + lo, i - start, out);
      }
    }
    low = lo;
    row = r;
    out.resize(n);
  }

  private static Fault commonFault(int isLow, int r) {
    if (isLow != 0) {
      return Fault.BACKWARD_TIME;
    }
    return r == NO_ROW ? Fault.NO_CONTEXT : Fault.OUT_OF_RANGE;
  }

  /** The part of a vector that lies inside the array; what is cut off is a fault. */
  private int clip(int mask, int column, int r, int ahead) {
    if (mask == 0) {
      return 0;
    }
    if (column < 0 || r == NO_ROW) {
      fault(Fault.NO_CONTEXT, ahead);
      return 0;
    }
    int room = r >= geometry.height() ? 0 : Math.max(0, geometry.width() - column);
    int inside = room >= 12 ? mask : mask & (1 << room) - 1;
    if (inside != mask) {
      fault(Fault.OUT_OF_RANGE, ahead);
    }
    return inside;
  }

  private void timeHigh(int next, int ahead) {
    if (high >= 0) {
      if (high - next >= WRAP_STEP) {
        highTime += 1L << 24;
      } else if (next < high) {
        fault(Fault.BACKWARD_TIME, ahead);
      }
    }
    highTime = (highTime & ~0xff_ffffL) | (long) next << 12;
    high = next;
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
      case 2, 4, 5, 0xA -> fault(Fault.NO_CONTEXT, ahead);
      case 8 -> {
        timeHigh(w & 0xfff, ahead);
        origin = highTime;
      }
      case 6, 7, 0xE, 0xF -> {
        // Nothing to keep: a low part counts from the next TIME_HIGH on.
      }
      default -> fault(Fault.GARBAGE, ahead);
    }
  }
}
