package io.flyball.core.camera;

/**
 * Decodes Prophesee EVT 2.1: 64-bit little-endian words, each naming up to 32 events of one row.
 *
 * <pre>
 *   0 / 1  OFF / ON          t[5:0] 59:54, x 53:43, y 42:32, valid mask 31:0: events at x + i
 *   8      TIME_HIGH         t[33:6] 59:32
 *   A      external trigger  t[5:0] 59:54, channel 44:40, edge 32
 *   D E F  IMU, others, continued: skipped
 * </pre>
 *
 * Source: Prophesee, "EVT 2.1 format". Older IMX636 recordings hold the two 32-bit halves swapped.
 */
public final class Evt21Decoder extends WordDecoder implements TimedFromHigh {
  private static final int TIME_HIGH = 8;
  private static final int TRIGGER = 0xA;

  /** Order of the two 32-bit halves of a word. */
  public enum WordOrder {
    /** Plain little-endian 64-bit words. */
    LITTLE_ENDIAN,
    /** The half with the type comes first, as older IMX636 recordings have it. */
    SWAPPED
  }

  private final Geometry geometry;
  private final int rotation;
  private final TimeHigh28 high = new TimeHigh28();
  private long base;
  private long lastTime = Long.MIN_VALUE;

  public Evt21Decoder(Geometry geometry, WordOrder order) {
    super(8);
    this.geometry = geometry;
    this.rotation = order == WordOrder.SWAPPED ? 32 : 0;
  }

  /**
   * Which order makes sense of the words of {@code bytes[from, to)}: the one under which more words
   * are a TIME_HIGH less than a second after the one before. (Types alone do not tell: a sparse
   * mask looks like an OFF event.)
   */
  public static WordOrder orderOf(byte[] bytes, int from, int to) {
    return steadyTimes(bytes, from, to, 32) > steadyTimes(bytes, from, to, 0)
        ? WordOrder.SWAPPED
        : WordOrder.LITTLE_ENDIAN;
  }

  private static int steadyTimes(byte[] bytes, int from, int to, int rotation) {
    int steady = 0;
    long last = -1;
    for (int i = from; i + 8 <= to; i += 8) {
      long w = Long.rotateLeft((long) U64_LE.get(bytes, i), rotation);
      if (w >>> 60 == TIME_HIGH) {
        long time = w >>> 32 & 0xfff_ffff;
        if (last >= 0 && time >= last && time - last <= 1_000_000 / 64) {
          steady++;
        }
        last = time;
      }
    }
    return steady;
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public long firstTimeHigh() {
    return high.origin();
  }

  @Override
  protected void words(byte[] bytes, int from, int to, EventColumns out) {
    for (int i = from; i < to; i += 8) {
      long w = Long.rotateLeft((long) U64_LE.get(bytes, i), rotation);
      int type = (int) (w >>> 60);
      int ahead = i - from;
      if (type <= 1) {
        vector(w, type, ahead, out);
      } else if (type == TIME_HIGH) {
        base = high.next((int) (w >>> 32));
      } else if (type == TRIGGER) {
        if (high.known()) {
          out.triggers().add(base + (w >>> 54 & 63), (int) (w >>> 40 & 31), (int) (w >>> 32 & 1));
        } else {
          fault(Fault.NO_CONTEXT, ahead);
        }
      } else if (type < 0xD) {
        fault(Fault.GARBAGE, ahead);
      }
    }
  }

  /** Counts the events of a mask that are dropped. */
  private void lost(Fault fault, int mask, int ahead) {
    if (mask != 0) {
      fault(fault, ahead, Integer.bitCount(mask));
    }
  }

  private void vector(long w, int type, int ahead, EventColumns out) {
    if (!high.known()) {
      lost(Fault.NO_CONTEXT, (int) w, ahead);
      return;
    }
    long time = base + (w >>> 54 & 63);
    int cx = (int) (w >>> 43 & 0x7ff);
    int cy = (int) (w >>> 32 & 0x7ff);
    int valid = (int) w;
    int room = geometry.width() - cx;
    if (cy >= geometry.height() || room <= 0) {
      lost(Fault.OUT_OF_RANGE, valid, ahead);
      return;
    }
    if (room < 32 && valid >>> room != 0) {
      lost(Fault.OUT_OF_RANGE, valid >>> room, ahead);
      valid &= (1 << room) - 1;
    }
    if (valid == 0) {
      return;
    }
    if (time < lastTime) {
      fault(Fault.BACKWARD_TIME, ahead);
    }
    lastTime = time;
    out.reserve(32);
    long[] t = out.times();
    short[] x = out.columns();
    short[] y = out.rows();
    byte[] p = out.polarities();
    int n = out.size();
    do {
      t[n] = time;
      x[n] = (short) (cx + Integer.numberOfTrailingZeros(valid));
      y[n] = (short) cy;
      p[n] = (byte) type;
      n++;
      valid &= valid - 1;
    } while (valid != 0);
    out.resize(n);
  }
}
