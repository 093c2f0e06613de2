package io.flyball.core.camera;

/**
 * Decodes Prophesee EVT 2.0: 32-bit little-endian words whose upper four bits are the type.
 *
 * <pre>
 *   0 / 1  CD OFF / ON       t[5:0] 27:22, x 21:11, y 10:0
 *   8      TIME_HIGH         t[33:6] 27:0
 *   A      external trigger  t[5:0] 27:22, channel 12:8, edge 0
 *   D E F  IMU, others, continued: skipped
 * </pre>
 *
 * Source: Prophesee, "EVT 2.0 format". CD words before the first TIME_HIGH are dropped and counted.
 * Cost: one pass, one branch for four events.
 */
public final class Evt2Decoder extends WordDecoder implements TimedFromHigh {
  private static final int TIME_HIGH = 8;
  private static final int TRIGGER = 0xA;

  /** The same in both halves of two words. */
  private static final long BOTH = 0x1_0000_0001L;

  private static final long ELEVEN_BITS = 0x7ff * BOTH;
  private static final long SIX_BITS = 63 * BOTH;
  private static final long SIGNS = 0x8000_0000_8000_0000L;

  /** A type above 1. */
  private static final long OTHER_TYPES = 0xe000_0000_e000_0000L;

  private final Geometry geometry;
  private final TimeHigh28 high = new TimeHigh28();
  private long base;
  private long lastTime = Long.MIN_VALUE;

  public Evt2Decoder(Geometry geometry) {
    super(4);
    this.geometry = geometry;
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
    int start = from;
    int at = from;
    while (at < to && !high.known()) {
      beforeTime(bytes, start, at);
      at += 4;
    }
    out.reserve((to - at) / 4);
    while (at < to) {
      at = run(bytes, at, to, out);
      if (at < to) {
        single(bytes, start, at, out);
        at += 4;
      }
    }
  }

  /**
   * Decodes events up to the first word that is none or has a fault, and returns its index. The
   * loop has one exit and one counter, so that the compiler drops the bounds checks.
   */
  private int run(byte[] bytes, int from, int to, EventColumns out) {
    long[] t = out.times();
    short[] x = out.columns();
    short[] y = out.rows();
    byte[] p = out.polarities();
    int n = out.size();
    int right = geometry.width() - 1;
    int bottom = geometry.height() - 1;
    int most = Math.min((to - from) / 4, t.length - n);
    long b = base;
    // The low part that must not be undercut: 64 when time has stepped back by a high part.
    int low = lastTime < b ? 0 : (int) Math.min(64, lastTime - b);
    int k = 0;
    long rightmost = right * BOTH;
    long lowest = bottom * BOTH;
    // Two words in a register, four to a branch, and their polarities in one store.
    for (; k + 3 < most; k += 4) {
      long u = (long) U64_LE.get(bytes, from + 4 * k);
      long v = (long) U64_LE.get(bytes, from + 4 * k + 8);
      long xu = (u >>> 11) & ELEVEN_BITS;
      long xv = (v >>> 11) & ELEVEN_BITS;
      long yu = u & ELEVEN_BITS;
      long yv = v & ELEVEN_BITS;
      long nu = (u >>> 22) & SIX_BITS;
      long nv = (v >>> 22) & SIX_BITS;
      int n1 = (int) (nu >>> 32);
      int n3 = (int) (nv >>> 32);
      // A lane turns negative for a place outside the array or a time that steps back; a borrow
      // then spoils the other lane, which is refused with it.
      long places = (rightmost - xu) | (rightmost - xv) | (lowest - yu) | (lowest - yv);
      long steps = (nu - ((nu << 32) | low)) | (nv - ((nv << 32) | n1));
      if ((((places | steps) & SIGNS) | ((u | v) & OTHER_TYPES)) != 0) {
        break;
      }
      low = n3;
      int i = n + k;
      t[i] = b + (nu & 63);
      t[i + 1] = b + n1;
      t[i + 2] = b + (nv & 63);
      t[i + 3] = b + n3;
      x[i] = (short) xu;
      x[i + 1] = (short) (xu >>> 32);
      x[i + 2] = (short) xv;
      x[i + 3] = (short) (xv >>> 32);
      y[i] = (short) yu;
      y[i + 1] = (short) (yu >>> 32);
      y[i + 2] = (short) yv;
      y[i + 3] = (short) (yv >>> 32);
      long pu = (u >>> 28) & BOTH;
      long pv = (v >>> 28) & BOTH;
      U32_LE.set(p, i, ((int) (pu | (pu >>> 24)) & 0xffff) | ((int) (pv | (pv >>> 24)) << 16));
    }
    for (; k < most; k++) {
      int w = (int) U32_LE.get(bytes, from + 4 * k);
      int cx = w >>> 11 & 0x7ff;
      int cy = w & 0x7ff;
      int now = w >>> 22;
      int next = now & 63;
      // Negative for a type above 1, a place outside the array, or a time that steps back.
      if (((127 - now) | (right - cx) | (bottom - cy) | (next - low)) < 0) {
        break;
      }
      low = next;
      t[n + k] = b + next;
      x[n + k] = (short) cx;
      y[n + k] = (short) cy;
      p[n + k] = (byte) (now >>> 6);
    }
    if (k > 0) {
      lastTime = b + low;
    }
    out.resize(n + k);
    return from + 4 * k;
  }

  /** Decodes one word of any kind. */
  private void single(byte[] bytes, int start, int at, EventColumns out) {
    int w = (int) U32_LE.get(bytes, at);
    int type = w >>> 28;
    if (type == TIME_HIGH) {
      base = high.next(w);
    } else if (type > 1) {
      other(w, type, base, at - start, out);
    } else if ((w >>> 11 & 0x7ff) >= geometry.width() || (w & 0x7ff) >= geometry.height()) {
      fault(Fault.OUT_OF_RANGE, at - start);
    } else {
      long time = base + (w >>> 22 & 63);
      if (time < lastTime) {
        fault(Fault.BACKWARD_TIME, at - start);
      }
      lastTime = time;
      out.add(time, w >>> 11 & 0x7ff, w & 0x7ff, type);
    }
  }

  private void beforeTime(byte[] bytes, int start, int at) {
    int w = (int) U32_LE.get(bytes, at);
    int type = w >>> 28;
    if (type == TIME_HIGH) {
      base = high.next(w);
    } else if (type <= 1 || type == TRIGGER) {
      fault(Fault.NO_CONTEXT, at - start);
    } else if (type < 0xD) {
      fault(Fault.GARBAGE, at - start);
    }
  }

  private void other(int w, int type, long b, int ahead, EventColumns out) {
    if (type == TRIGGER) {
      out.triggers().add(b + (w >>> 22 & 63), w >>> 8 & 31, w & 1);
    } else if (type < 0xD) {
      fault(Fault.GARBAGE, ahead);
    }
  }
}
