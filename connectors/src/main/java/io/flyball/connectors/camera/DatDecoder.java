package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.PieceDecoder;

/**
 * Decodes Prophesee DAT: a text header, a byte for the kind of records, a byte for their size (8),
 * then records of a 32-bit time in µs and 32 bits of data.
 *
 * <pre>
 *   version 2 and later   x 13:0   y 27:14   polarity 31:28
 *   before                x 8:0    y 16:9    polarity 17
 *   triggers              channel 12:8, edge 0
 * </pre>
 *
 * A header that names no version is of version 1, whose one sensor had 304 x 240 pixels. Time wraps
 * at 2^32. Source: Prophesee, "DAT format"; for versions before 2, the reader of
 * neuromorphic-paris/sepia.
 */
final class DatDecoder extends PieceDecoder {
  private static final int TRIGGERS = 0x0E;
  private static final int RECORD = 8;
  private static final int LEAST_FILL = 4 * RECORD;
  private static final Geometry OLD = new Geometry(304, 240);

  private final PercentHeader header = new PercentHeader();
  private final TrailingFill fill = new TrailingFill(RECORD, LEAST_FILL);
  private final Geometry told;
  private Geometry geometry;
  private boolean old;
  private int kind = -1;
  private boolean lost;
  private long overflow;
  private long last;

  /** Offset of the next record. */
  private long next;

  /**
   * @param told the pixel array where the header does not say it, or null
   */
  DatDecoder(Geometry told) {
    this.told = told;
  }

  @Override
  public Geometry geometry() {
    return geometry == null ? header.geometry(told) : geometry;
  }

  @Override
  protected int wanted() {
    return !header.done() ? 1 : kind < 0 ? 2 : RECORD;
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
      begin(bytes, at, at - from);
      if (lost) {
        return to;
      }
      at += 2;
    }
    int end = to - (to - at) % RECORD;
    fill.take(bytes, at, end, 0, (b, f, t) -> records(b, f, t, out));
    return end;
  }

  private void begin(byte[] bytes, int at, int ahead) {
    kind = bytes[at] & 0xff;
    if ((kind != 0 && kind != 0x0C && kind != TRIGGERS) || bytes[at + 1] != RECORD) {
      lost = true;
      fault(Fault.GARBAGE, ahead);
      return;
    }
    old = version(header) < 2;
    Geometry said = header.geometry(told);
    geometry = !said.equals(Geometry.UNKNOWN) ? said : old ? OLD : new Geometry(1 << 14, 1 << 14);
    next = offset() + ahead + 2;
  }

  /** The version that a header names; 1 when it names none, 0 when that is no number. */
  static int version(PercentHeader header) {
    String text = header.values().getOrDefault("version", "1").strip();
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
  }

  @Override
  protected void end(byte[] rest, int length, EventColumns out) {
    long padding = fill.end((b, f, t) -> records(b, f, t, out));
    if (padding > 0) {
      faults().add(Fault.PADDING, next);
    } else if (length > 0) {
      fault(Fault.TRUNCATED_TAIL, 0);
    }
  }

  private void records(byte[] bytes, int from, int to, EventColumns out) {
    out.reserve((to - from) / RECORD);
    for (int at = from; at < to; at += RECORD) {
      record(bytes, at, out);
      next += RECORD;
    }
  }

  private void record(byte[] bytes, int at, EventColumns out) {
    long time = overflow + (LittleEndian.i32(bytes, at) & 0xffff_ffffL);
    if (time < last && last - time > 1L << 31) {
      overflow += 1L << 32;
      time += 1L << 32;
    }
    int w = LittleEndian.i32(bytes, at + 4);
    if (kind == TRIGGERS) {
      out.triggers().add(time, w >>> 8 & 31, w & 1);
      last = time;
      return;
    }
    int x = old ? w & 0x1ff : w & 0x3fff;
    int y = old ? w >>> 9 & 0xff : w >>> 14 & 0x3fff;
    int p = old ? w >>> 17 & 1 : w >>> 28;
    if (x >= geometry.width() || y >= geometry.height()) {
      faults().add(Fault.OUT_OF_RANGE, next);
    } else if (p > 1) {
      faults().add(Fault.GARBAGE, next);
    } else {
      if (time < last) {
        faults().add(Fault.BACKWARD_TIME, next);
      }
      last = time;
      out.add(time, x, y, p);
    }
  }
}
