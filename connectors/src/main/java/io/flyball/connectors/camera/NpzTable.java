package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Faults;
import io.flyball.core.camera.Geometry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The events of a NumPy archive (.npz): one array that holds whole events, the first such or the
 * one that is told, or else one array for each of t, x, y and p.
 */
final class NpzTable implements EventTable {
  private static final int PIECE = 1 << 16;

  private final ZipFile zip;
  private final Faults faults = new Faults();
  private final List<String> notes = new ArrayList<>();
  private final Geometry geometry;
  private NpyDecoder decoder;
  private InputStream array;
  private final byte[] piece = new byte[PIECE];
  private final List<Column> columns = new ArrayList<>();
  private EventColumnsReader reader;
  private String encoding;
  private long done;
  private boolean ended;

  NpzTable(Path file, RecordingOptions options) throws IOException {
    zip = new ZipFile(file.toFile());
    geometry = options.geometry() == null ? RecordingFormat.ANY : options.geometry();
    try {
      choose(options);
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private void choose(RecordingOptions options) throws IOException {
    Map<String, NpyHeader> arrays = new LinkedHashMap<>();
    for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
      if (entry.getName().endsWith(".npy")) {
        try (InputStream in = open(entry.getName())) {
          NpyHeader header = header(in);
          if (header != null) {
            arrays.put(entry.getName(), header);
          }
        }
      }
    }
    String told = options.stream();
    for (Map.Entry<String, NpyHeader> e : arrays.entrySet()) {
      if (e.getValue().events() && (told == null || e.getKey().contains(told))) {
        decoder = new NpyDecoder(options);
        array = open(e.getKey());
        notes.add("array " + e.getKey());
        encoding = "array";
        return;
      }
    }
    List<String> names = arrays.keySet().stream().toList();
    CsvOrder order = told != null ? null : CsvOrder.named(names);
    if (order == null) {
      throw new IllegalArgumentException(
          "The archive has "
              + (arrays.isEmpty()
                  ? "no arrays of numbers"
                  : "the arrays " + String.join(", ", names))
              + (told == null ? "" : ", none of events with '" + told + "' in its name")
              + "; events are in one array with the fields t, x, y and p, or in an array for each.");
    }
    for (int k : new int[] {order.t(), order.x(), order.y(), order.p()}) {
      NpyHeader header = arrays.get(names.get(k));
      columns.add(new Column(open(names.get(k)), header));
      if (header.columns().size() != 1 || header.rows() != columns.get(0).header.rows()) {
        throw new IllegalArgumentException("The arrays of the archive have different lengths.");
      }
    }
    String time = names.get(order.t()).replaceAll("\\.npy$", "");
    CsvUnit unit = EventColumnsReader.unit(options, time, columns.get(0).number().floating());
    notes.add("one array for each column");
    notes.add("time taken for " + unit);
    reader = new EventColumnsReader(geometry, unit, 0, faults);
    encoding = "arrays";
  }

  private InputStream open(String name) throws IOException {
    return new BufferedInputStream(zip.getInputStream(zip.getEntry(name)), PIECE);
  }

  /** The header of an array, or null when it holds something other than numbers. */
  private static NpyHeader header(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(12);
    if (!NpyHeader.begins(bytes, 0, bytes.length)) {
      return null;
    }
    try {
      int length = NpyHeader.lengthOf(bytes, 0, bytes.length);
      byte[] all = java.util.Arrays.copyOf(bytes, length);
      in.readNBytes(all, 12, length - 12);
      return NpyHeader.read(all, 0, length);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public boolean read(EventColumns out) throws IOException {
    if (decoder != null) {
      if (ended) {
        return false;
      }
      int n = array.readNBytes(piece, 0, PIECE);
      decoder.decode(piece, 0, n, out);
      if (n < PIECE) {
        ended = true;
        decoder.finish(out);
      }
      return true;
    }
    long left = columns.get(0).header.rows() - done;
    int rows = (int) Math.min(PIECE / 8, left);
    if (rows == 0) {
      return false;
    }
    for (Column c : columns) {
      c.fill(rows);
    }
    Column t = columns.get(0);
    out.reserve(rows);
    for (int k = 0; k < rows; k++) {
      long time = t.number().floating() ? reader.micros(t.real(k)) : reader.micros(t.whole(k));
      boolean on = columns.get(3).real(k) > 0;
      reader.add(time, columns.get(1).whole(k), columns.get(2).whole(k), on, done + k, out);
    }
    done += rows;
    return true;
  }

  @Override
  public Faults faults() {
    return decoder == null ? faults : decoder.faults();
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public String encoding() {
    return encoding;
  }

  @Override
  public List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    if (decoder != null) {
      all.addAll(decoder.notes());
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** One array of the archive, read row after row beside the others. */
  private static final class Column {
    private final InputStream in;
    private final NpyHeader header;
    private final ByteBuffer rows;

    Column(InputStream in, NpyHeader header) throws IOException {
      this.in = in;
      this.header = header;
      in.skipNBytes(header.length());
      rows =
          ByteBuffer.allocate(PIECE / 8 * header.rowBytes()).order(header.columns().get(0).order());
    }

    NumberColumn number() {
      return header.columns().get(0);
    }

    void fill(int count) throws IOException {
      int n = count * header.rowBytes();
      if (in.readNBytes(rows.array(), 0, n) < n) {
        throw new IOException("An array of the archive is shorter than its header says.");
      }
    }

    long whole(int row) {
      return number().whole(rows, row * header.rowBytes());
    }

    double real(int row) {
      return number().real(rows, row * header.rowBytes());
    }
  }
}
