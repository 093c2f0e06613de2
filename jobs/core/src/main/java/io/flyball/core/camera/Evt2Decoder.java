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
 * Cost: one pass, about ten instructions an event.
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
    long[] t = out.times();
    short[] x = out.columns();
    short[] y = out.rows();
    byte[] p = out.polarities();
    int width = geometry.width();
    int height = geometry.height();
    int n = out.size();
    long b = base;
    long last = lastTime;
    for (int i = at; i < to; i += 4) {
      int w = (int) U32_LE.get(bytes, i);
      int type = w >>> 28;
      if (type <= 1) {
        long time = b + (w >>> 22 & 63);
        int cx = w >>> 11 & 0x7ff;
        int cy = w & 0x7ff;
        // One test for the three faults: the sign of any difference.
        if (((width - 1 - cx) | (height - 1 - cy)) < 0 || time < last) {
          if (cx >= width || cy >= height) {
            fault(Fault.OUT_OF_RANGE, i - start);
            continue;
          }
          fault(Fault.BACKWARD_TIME, i - start);
        }
        last = time;
        t[n] = time;
        x[n] = (short) cx;
        y[n] = (short) cy;
        p[n] = (byte) type;
        n++;
      } else if (type == TIME_HIGH) {
        b = high.next(w);
      } else {
        other(w, type, b, i - start, out);
      }
    }
    base = b;
    lastTime = last;
    out.resize(n);
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
