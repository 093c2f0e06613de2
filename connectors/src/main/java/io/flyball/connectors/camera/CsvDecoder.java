package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.PieceDecoder;
import java.util.List;

/**
 * Decodes event tables: one event a line, its columns as a {@link CsvLayout} has them.
 *
 * <p>Numbers are whole, decimal or scientific; a coordinate must come out whole, a time is rounded
 * to µs. Polarity is 1 or 0 (−1 too), true or false. A line that begins with # or % is a comment. A
 * line of anything else is dropped and counted at its offset. A general CSV reader would make a
 * string of every number and know no offsets.
 */
final class CsvDecoder extends PieceDecoder implements Noted {
  private static final int LONGEST_LINE = 4096;

  private final CsvLayout layout;
  private final CsvOrder order;
  private final Geometry geometry;
  private final int separator;
  private final boolean blanks;
  private final CsvNumber time;
  private final CsvNumber whole;
  private final long[] number;
  private long skip;
  private int wanted = 1;
  private long last = Long.MIN_VALUE;

  /**
   * @param geometry the pixel array unless the table says another
   */
  CsvDecoder(CsvLayout layout, Geometry geometry) {
    this.layout = layout;
    this.order = layout.order();
    this.geometry = layout.geometry() == null ? geometry : layout.geometry();
    this.separator = layout.separator();
    this.blanks = layout.separator() == ' ';
    this.time = new CsvNumber(layout.unit().exponent(), separator == ';');
    this.whole = new CsvNumber(0, separator == ';');
    this.number = new long[order.columns()];
    this.skip = layout.dataStart();
  }

  @Override
  public List<String> notes() {
    return layout.notes();
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  protected int wanted() {
    return wanted;
  }

  @Override
  protected int consume(byte[] bytes, int from, int to, EventColumns out) {
    int at = from;
    if (skip > 0) {
      int step = (int) Math.min(skip, to - from);
      skip -= step;
      at += step;
    }
    while (at < to) {
      int end = at;
      while (end < to && bytes[end] != '\n') {
        end++;
      }
      if (end == to) {
        if (to - at > LONGEST_LINE) {
          fault(Fault.GARBAGE, at - from);
          at = to;
        }
        wanted = to - at + 1;
        return at;
      }
      line(bytes, at, end, at - from, out);
      at = end + 1;
    }
    wanted = 1;
    return at;
  }

  @Override
  protected void end(byte[] rest, int length, EventColumns out) {
    if (length > 0) {
      line(rest, 0, length, 0, out);
    }
  }

  private void line(byte[] b, int from, int to, int ahead, EventColumns out) {
    int start = from;
    int end = to;
    while (end > start && edge(b[end - 1])) {
      end--;
    }
    while (start < end && edge(b[start])) {
      start++;
    }
    if (end == start || b[start] == '#' || b[start] == '%') {
      return;
    }
    if (!numbers(b, start, end)) {
      fault(Fault.GARBAGE, ahead);
      return;
    }
    long p = number[order.p()];
    if (p < -1 || p > 1) {
      fault(Fault.GARBAGE, ahead);
      return;
    }
    long x = number[order.x()];
    long y = number[order.y()];
    if (x < 0 || y < 0 || x >= geometry.width() || y >= geometry.height()) {
      fault(Fault.OUT_OF_RANGE, ahead);
      return;
    }
    long t = number[order.t()];
    if (t < last) {
      fault(Fault.BACKWARD_TIME, ahead);
    }
    last = t;
    out.add(t, (int) x, (int) y, p > 0 ? 1 : 0);
  }

  /** Whether a character at the end of a line is none of its columns. */
  private boolean edge(int c) {
    return blank(c) && (blanks || c != separator);
  }

  private static boolean blank(int c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  /** Reads exactly as many columns as the table has; those beside the four are passed over. */
  private boolean numbers(byte[] b, int from, int to) {
    int at = from;
    for (int k = 0; k < number.length; k++) {
      int start = at;
      if (blanks) {
        while (at < to && b[at] != ' ' && b[at] != '\t') {
          at++;
        }
      } else {
        while (at < to && b[at] != separator) {
          at++;
        }
      }
      if (!field(b, start, at, k)) {
        return false;
      }
      if (k == number.length - 1) {
        return at == to;
      }
      if (at == to) {
        return false;
      }
      at++;
      while (blanks && at < to && blank(b[at])) {
        at++;
      }
    }
    return false;
  }

  private boolean field(byte[] b, int from, int to, int k) {
    int start = from;
    int end = to;
    while (start < end && (blank(b[start]) || b[start] == '"')) {
      start++;
    }
    while (end > start && (blank(b[end - 1]) || b[end - 1] == '"')) {
      end--;
    }
    if (k == order.t()) {
      return read(time, b, start, end, k);
    }
    if (k == order.x() || k == order.y()) {
      return read(whole, b, start, end, k) && whole.exact();
    }
    if (k == order.p()) {
      int truth = CsvNumber.truth(b, start, end);
      number[k] = truth;
      return truth >= 0 || (read(whole, b, start, end, k) && whole.exact());
    }
    return true;
  }

  private boolean read(CsvNumber reader, byte[] b, int from, int to, int k) {
    boolean good = reader.read(b, from, to);
    number[k] = reader.value();
    return good;
  }
}
