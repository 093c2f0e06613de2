package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.PieceDecoder;

/**
 * Decodes Prophesee DAT 2: {@code %} header lines, a type byte (0x00 or 0x0C change events, 0x0E
 * triggers), a size byte (8), then records of two little-endian words: time in µs; x 13:0, y 27:14,
 * polarity 31:28. A trigger has its edge in bit 0 and its channel in 12:8 of the second word.
 *
 * <p>Time is 32 bits; a step back by more than half that range is the counter's overflow.
 */
final class DatDecoder extends PieceDecoder {
  private static final int TRIGGERS = 0x0E;

  private final PercentHeader header = new PercentHeader();
  private int kind = -1;
  private boolean lost;
  private long overflow;
  private long last;

  @Override
  public Geometry geometry() {
    Geometry g = header.geometry();
    return g.equals(Geometry.UNKNOWN) ? new Geometry(1 << 14, 1 << 14) : g;
  }

  @Override
  protected int wanted() {
    return !header.done() ? 1 : kind < 0 ? 2 : 8;
  }

  @Override
  protected int consume(byte[] bytes, int from, int to, EventColumns out) {
    if (lost) {
      return to;
    }
    int at = header.read(bytes, from, to);
    if (!header.done()) {
      return at;
    }
    if (kind < 0) {
      if (to - at < 2) {
        return at;
      }
      kind = bytes[at] & 0xff;
      if ((kind != 0 && kind != 0x0C && kind != TRIGGERS) || bytes[at + 1] != 8) {
        lost = true;
        fault(Fault.GARBAGE, at - from);
        return to;
      }
      at += 2;
    }
    Geometry g = geometry();
    out.reserve((to - at) / 8);
    for (; to - at >= 8; at += 8) {
      record(bytes, at, g, at - from, out);
    }
    return at;
  }

  private void record(byte[] bytes, int at, Geometry g, int ahead, EventColumns out) {
    long time = overflow + (LittleEndian.i32(bytes, at) & 0xffff_ffffL);
    if (time < last) {
      if (last - time > 1L << 31) {
        overflow += 1L << 32;
        time += 1L << 32;
      } else {
        fault(Fault.BACKWARD_TIME, ahead);
      }
    }
    int w = LittleEndian.i32(bytes, at + 4);
    if (kind == TRIGGERS) {
      out.triggers().add(time, w >>> 8 & 31, w & 1);
    } else {
      int x = w & 0x3fff;
      int y = w >>> 14 & 0x3fff;
      int p = w >>> 28;
      if (x >= g.width() || y >= g.height()) {
        fault(Fault.OUT_OF_RANGE, ahead);
        return;
      }
      if (p > 1) {
        fault(Fault.GARBAGE, ahead);
        return;
      }
      out.add(time, x, y, p);
    }
    last = time;
  }
}
