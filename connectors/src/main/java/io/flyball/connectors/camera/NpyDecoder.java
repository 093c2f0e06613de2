package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.PieceDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes a NumPy array file of events: a structured array whose fields are named as the columns of
 * a table, or a plain one with a row for each event. Any width of numbers and either byte order.
 *
 * <p>Source: NumPy, "numpy.lib.format", versions 1 to 3.
 */
final class NpyDecoder extends PieceDecoder implements Noted {
  private final RecordingOptions options;
  private final Geometry geometry;
  private final List<String> notes = new ArrayList<>();
  private NpyHeader header;
  private NumberColumn t;
  private NumberColumn x;
  private NumberColumn y;
  private NumberColumn p;
  private EventColumnsReader reader;
  private int wanted = 12;
  private long rows;
  private boolean lost;

  NpyDecoder(RecordingOptions options) {
    this.options = options;
    geometry = options.geometry() == null ? RecordingFormat.ANY : options.geometry();
  }

  /**
   * Checks the header at the head of a file.
   *
   * @throws IllegalArgumentException with a reason when it is no array of events
   */
  static void check(byte[] head, int length, RecordingOptions options) {
    int header = NpyHeader.lengthOf(head, 0, length);
    if (header <= length) {
      NpyHeader.read(head, 0, header).order(options);
    }
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  protected int wanted() {
    return wanted;
  }

  @Override
  protected int consume(byte[] bytes, int from, int to, EventColumns out) {
    if (lost) {
      return to;
    }
    int at = from;
    if (header == null) {
      try {
        wanted = NpyHeader.lengthOf(bytes, from, to);
        if (to - from < wanted) {
          return from;
        }
        begin(NpyHeader.read(bytes, from, wanted));
      } catch (IllegalArgumentException e) {
        lost = true;
        fault(Fault.GARBAGE, 0);
        return to;
      }
      at += header.length();
      wanted = Math.max(1, header.rowBytes());
    }
    long whole = Math.min((to - at) / wanted, header.rows() - rows);
    if (whole > 0) {
      events(bytes, at, (int) whole, out);
      at += (int) whole * wanted;
    }
    if (rows == header.rows() && at < to) {
      lost = true;
      fault(Fault.GARBAGE, at - from);
      return to;
    }
    return at;
  }

  @Override
  protected void end(byte[] rest, int length, EventColumns out) {
    if (length > 0 || (!lost && (header == null || rows < header.rows()))) {
      fault(Fault.TRUNCATED_TAIL, length);
    }
  }

  private void begin(NpyHeader read) {
    CsvOrder order = read.order(options);
    t = read.columns().get(order.t());
    x = read.columns().get(order.x());
    y = read.columns().get(order.y());
    p = read.columns().get(order.p());
    boolean named = !read.names().isEmpty();
    CsvUnit unit =
        EventColumnsReader.unit(
            options, named ? read.names().get(order.t()) : "t", named && t.floating());
    notes.add(named ? "columns by the fields of the array" : "columns without names");
    notes.add("time taken for " + unit);
    reader = new EventColumnsReader(geometry, unit, 0, faults());
    header = read;
  }

  private void events(byte[] bytes, int from, int count, EventColumns out) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(t.order());
    out.reserve(count);
    for (int k = 0; k < count; k++) {
      int row = from + k * header.rowBytes();
      long time =
          t.floating() ? reader.micros(t.real(buffer, row)) : reader.micros(t.whole(buffer, row));
      boolean on = p.real(buffer, row) > 0;
      reader.add(time, x.whole(buffer, row), y.whole(buffer, row), on, rows + k, out);
    }
    rows += count;
  }
}
