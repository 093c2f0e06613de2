package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.PieceDecoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * Decodes AEDAT 2.0 of DAVIS sensors: {@code #} header lines, then big-endian records of address
 * and time in µs.
 *
 * <pre>
 *   address: 31 frame or motion sample (skipped), y 30:22, x 21:12, polarity 11 (1 = ON),
 *            10 external input (kept as a trigger edge)
 * </pre>
 *
 * Source: iniVation, "AEDAT 2.0". jAER counts x from the right and y from the bottom; both are
 * turned. Time wraps at 2^32, or at 2^31 in recordings that keep it positive; another step back,
 * such as a reset of the camera, is kept and reported.
 */
final class Aedat2Decoder extends PieceDecoder {
  private static final VarHandle I64_BE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** How near to the two ends of a counter a step back counts as its overflow: 10 s. */
  private static final long NEAR = 10_000_000;

  private final HeaderLines header = new HeaderLines("#", "#End Of ASCII Header");
  private Geometry geometry = new Geometry(346, 260);
  private boolean begun;
  private long overflow;
  private long last;

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  protected int wanted() {
    return header.done() ? 8 : 1;
  }

  @Override
  protected int consume(byte[] bytes, int from, int to, EventColumns out) {
    int at = header.done() ? from : header.read(bytes, from, to);
    if (!header.done()) {
      return at;
    }
    if (!begun) {
      begun = true;
      for (String line : header.lines()) {
        if (line.toLowerCase(Locale.ROOT).contains("davis240")) {
          geometry = new Geometry(240, 180);
        }
      }
    }
    return records(bytes, from, at, to, out);
  }

  private int records(byte[] bytes, int start, int from, int to, EventColumns out) {
    out.reserve((to - from) / 8);
    long[] t = out.times();
    short[] xs = out.columns();
    short[] ys = out.rows();
    byte[] ps = out.polarities();
    int n = out.size();
    int right = geometry.width() - 1;
    int bottom = geometry.height() - 1;
    long before = last;
    int at = from;
    for (; to - at >= 8; at += 8) {
      long w = (long) I64_BE.get(bytes, at);
      if (w < 0) {
        continue;
      }
      long time = overflow + (w & 0xffff_ffffL);
      if (time < before) {
        time = back(time, before, at - start);
      }
      before = time;
      int x = right - (int) (w >>> 44 & 0x3ff);
      int y = bottom - (int) (w >>> 54 & 0x1ff);
      if ((w >>> 42 & 1) != 0) {
        out.triggers().add(time, 0, 1);
        continue;
      }
      if ((x | y) < 0) {
        fault(Fault.OUT_OF_RANGE, at - start);
        continue;
      }
      t[n] = time;
      xs[n] = (short) x;
      ys[n] = (short) y;
      ps[n] = (byte) (w >>> 43 & 1);
      n++;
    }
    last = before;
    out.resize(n);
    return at;
  }

  private long back(long time, long before, int ahead) {
    for (int bits = 31; bits <= 32; bits++) {
      long range = 1L << bits;
      long raw = time - overflow;
      long rawBefore = before - overflow;
      if (raw < NEAR && rawBefore < range && rawBefore > range - NEAR) {
        overflow += range;
        return time + range;
      }
    }
    fault(Fault.BACKWARD_TIME, ahead);
    return time;
  }
}
