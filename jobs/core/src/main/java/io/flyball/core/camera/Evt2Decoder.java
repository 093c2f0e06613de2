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
    // Four words to a branch, and their polarities in one store: see single words below.
    for (; k + 3 < most; k += 4) {
      int w0 = (int) U32_LE.get(bytes, from + 4 * k);
      int w1 = (int) U32_LE.get(bytes, from + 4 * k + 4);
      int w2 = (int) U32_LE.get(bytes, from + 4 * k + 8);
      int w3 = (int) U32_LE.get(bytes, from + 4 * k + 12);
      int t0 = w0 >>> 22;
      int t1 = w1 >>> 22;
      int t2 = w2 >>> 22;
      int t3 = w3 >>> 22;
      int x0 = w0 >>> 11 & 0x7ff;
      int x1 = w1 >>> 11 & 0x7ff;
      int x2 = w2 >>> 11 & 0x7ff;
      int x3 = w3 >>> 11 & 0x7ff;
      int y0 = w0 & 0x7ff;
      int y1 = w1 & 0x7ff;
      int y2 = w2 & 0x7ff;
      int y3 = w3 & 0x7ff;
      int n0 = t0 & 63;
      int n1 = t1 & 63;
      int n2 = t2 & 63;
      int n3 = t3 & 63;
      int types = (127 - t0) | (127 - t1) | (127 - t2) | (127 - t3);
      int columns = (right - x0) | (right - x1) | (right - x2) | (right - x3);
      int rows = (bottom - y0) | (bottom - y1) | (bottom - y2) | (bottom - y3);
      int steps = (n0 - low) | (n1 - n0) | (n2 - n1) | (n3 - n2);
      if ((types | columns | rows | steps) < 0) {
        break;
      }
      low = n3;
      int i = n + k;
      t[i] = b + n0;
      t[i + 1] = b + n1;
      t[i + 2] = b + n2;
      t[i + 3] = b + n3;
      x[i] = (short) x0;
      x[i + 1] = (short) x1;
      x[i + 2] = (short) x2;
      x[i + 3] = (short) x3;
      y[i] = (short) y0;
      y[i + 1] = (short) y1;
      y[i + 2] = (short) y2;
      y[i + 3] = (short) y3;
      U32_LE.set(p, i, t0 >>> 6 | t1 >>> 6 << 8 | t2 >>> 6 << 16 | t3 >>> 6 << 24);
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
