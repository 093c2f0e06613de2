package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.PieceDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Decodes event tables: one event a line, four numbers apart by comma, semicolon, blank or tab.
 *
 * <p>Time is whole µs, or seconds when it has a decimal point. Polarity is 1 or 0 (−1 too). A line
 * that begins with # or with a letter is a header when it names the four columns, and a comment
 * otherwise. A line of anything else is dropped and counted at its offset. A general CSV reader
 * would make a string of every number and know no offsets.
 */
final class CsvDecoder extends PieceDecoder {
  private static final int LONGEST_LINE = 4096;

  private final Geometry geometry;
  private final long[] number = new long[4];
  private final boolean[] seconds = new boolean[4];
  private CsvOrder order;
  private int wanted = 1;
  private long last = Long.MIN_VALUE;

  /**
   * @param order the order of the columns unless a header says another
   */
  CsvDecoder(CsvOrder order, Geometry geometry) {
    this.order = order;
    this.geometry = geometry;
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
    int end = to;
    while (end > from && b[end - 1] <= ' ' && b[end - 1] >= 0) {
      end--;
    }
    if (end == from) {
      return;
    }
    int first = b[from];
    if (first == '#' || first == '%' || ((first | 0x20) >= 'a' && (first | 0x20) <= 'z')) {
      CsvOrder named = CsvOrder.ofHeader(new String(b, from, end - from, StandardCharsets.UTF_8));
      if (named != null) {
        order = named;
      } else if (first != '#' && first != '%') {
        fault(Fault.GARBAGE, ahead);
      }
      return;
    }
    if (!numbers(b, from, end) || seconds[order.x()] || seconds[order.y()] || seconds[order.p()]) {
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
    long time = number[order.t()];
    if (time < last) {
      fault(Fault.BACKWARD_TIME, ahead);
    }
    last = time;
    out.add(time, (int) x, (int) y, p > 0 ? 1 : 0);
  }

  /** Reads exactly four numbers; a number with a point is scaled to millionths. */
  private boolean numbers(byte[] b, int from, int to) {
    int at = from;
    for (int k = 0; k < 4; k++) {
      while (at < to && (b[at] == ' ' || b[at] == '\t')) {
        at++;
      }
      int start = at;
      while (at < to && !separates(b[at])) {
        at++;
      }
      if (at == start || !number(b, start, at, k)) {
        return false;
      }
      while (at < to && (b[at] == ' ' || b[at] == '\t')) {
        at++;
      }
      if (k < 3 && at < to && (b[at] == ',' || b[at] == ';')) {
        at++;
      }
    }
    return at == to;
  }

  private static boolean separates(int c) {
    return c == ',' || c == ';' || c == ' ' || c == '\t';
  }

  private boolean number(byte[] b, int from, int to, int k) {
    boolean negative = b[from] == '-';
    int at = negative ? from + 1 : from;
    long value = 0;
    int decimals = -1;
    int digits = 0;
    for (; at < to; at++) {
      int c = b[at];
      if (c == '.' && decimals < 0) {
        decimals = 0;
      } else if (c < '0' || c > '9') {
        return false;
      } else if (decimals < 6) {
        if (value > (Long.MAX_VALUE - 9) / 10) {
          return false;
        }
        value = value * 10 + (c - '0');
        digits++;
        decimals += decimals >= 0 ? 1 : 0;
      }
    }
    for (; decimals >= 0 && decimals < 6; decimals++) {
      if (value > Long.MAX_VALUE / 10) {
        return false;
      }
      value *= 10;
    }
    number[k] = negative ? -value : value;
    seconds[k] = decimals >= 0;
    return digits > 0;
  }
}
