package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.PieceDecoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decodes AEDAT 2.0: {@code #} header lines, then big-endian records of a 32-bit address, which a
 * {@linkplain Aedat2Chip chip} lays out in its own way, and time in µs.
 *
 * <p>Frame and motion samples (bit 31 of an address) are skipped, external input becomes a trigger
 * edge. x and y are turned to count from the left and the top. Time wraps at 2^32, or at 2^31 in
 * recordings that keep it positive; another step back, such as a reset of the camera, is kept and
 * reported.
 */
final class Aedat2Decoder extends PieceDecoder {
  private static final VarHandle I64_BE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** How near to the two ends of a counter a step back counts as its overflow: 10 s. */
  private static final long NEAR = 10_000_000;

  private final HeaderLines header = header();
  private final Aedat2Chip chip;
  private long overflow;
  private long last;

  Aedat2Decoder(Aedat2Chip chip) {
    this.chip = chip;
  }

  /** The lines at the head of such a file. */
  static HeaderLines header() {
    return new HeaderLines("#", "#End Of ASCII Header");
  }

  @Override
  public Geometry geometry() {
    return chip.geometry();
  }

  @Override
  protected int wanted() {
    return header.done() ? 8 : 1;
  }

  @Override
  protected int consume(byte[] bytes, int from, int to, EventColumns out) {
    int at = header.done() ? from : header.read(bytes, from, to);
    return header.done() ? records(bytes, from, at, to, out) : at;
  }

  private int records(byte[] bytes, int start, int from, int to, EventColumns out) {
    out.reserve((to - from) / 8);
    long[] t = out.times();
    short[] xs = out.columns();
    short[] ys = out.rows();
    byte[] ps = out.polarities();
    int n = out.size();
    int right = chip.geometry().width() - 1;
    int bottom = chip.geometry().height() - 1;
    int xShift = chip.xShift();
    int xMask = chip.xMask();
    int yShift = chip.yShift();
    int yMask = chip.yMask();
    int pShift = chip.polarityShift();
    int pFlip = chip.polarityFlip();
    int external = 1 << chip.externalShift();
    long before = last;
    int at = from;
    for (; to - at >= 8; at += 8) {
      long w = (long) I64_BE.get(bytes, at);
      int address = (int) (w >>> 32);
      if (address < 0) {
        continue;
      }
      long time = overflow + (w & 0xffff_ffffL);
      int x = right - (address >>> xShift & xMask);
      int y = bottom - (address >>> yShift & yMask);
      if (time < before) {
        time = back(time, before, (x | y) >= 0 && (address & external) == 0, at - start);
      }
      if ((address & external) != 0) {
        out.triggers().add(time, 0, 1);
        continue;
      }
      if ((x | y) < 0) {
        fault(Fault.OUT_OF_RANGE, at - start);
        continue;
      }
      before = time;
      t[n] = time;
      xs[n] = (short) x;
      ys[n] = (short) y;
      ps[n] = (byte) ((address >>> pShift) + pFlip & 1);
      n++;
    }
    last = before;
    out.resize(n);
    return at;
  }

  /**
   * The time of a record that is below that of the event before it.
   *
   * @param event whether it is an event itself
   */
  private long back(long time, long before, boolean event, int ahead) {
    for (int bits = 31; bits <= 32; bits++) {
      long range = 1L << bits;
      long raw = time - overflow;
      long rawBefore = before - overflow;
      if (raw < NEAR && rawBefore < range && rawBefore > range - NEAR) {
        overflow += range;
        return time + range;
      }
    }
    if (event) {
      fault(Fault.BACKWARD_TIME, ahead);
    }
    return time;
  }
}
