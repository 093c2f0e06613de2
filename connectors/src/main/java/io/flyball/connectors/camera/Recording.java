package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventDecoder;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Faults;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.TimedFromHigh;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An open recording of events, read piece by piece in constant memory. The format is told by the
 * content of the file, never by its name; what gzip or Zstandard has packed is unpacked on the way.
 * A file that can be read only once, such as a pipe, is read once.
 */
public final class Recording implements Closeable {
  private static final int PIECE = 1 << 16;

  private final RecordingFormat format;

  /** Null where there is a table. */
  private final EventDecoder decoder;

  /** Null where there is a decoder. */
  private final EventTable table;

  private final EventSelection selection;
  private final EventSelection.Running selected;
  private final RecordingOptions.TimeOrigin wantedOrigin;
  private final RecordingBytes source;
  private final byte[] piece = new byte[PIECE];
  private int ready;
  private Long origin;
  private boolean ended;

  /**
   * @param options complete: with the chip that an AEDAT 2.0 recording needs
   * @param table the events of a file that is read as a whole, or null
   */
  private Recording(
      RecordingFormat format,
      RecordingOptions options,
      RecordingBytes source,
      int ready,
      EventTable table) {
    this.format = format;
    this.table = table;
    this.decoder = table == null ? format.decoder(options, source.head, ready) : null;
    this.wantedOrigin = options.origin();
    this.selection = options.selection();
    this.selected = selection.new Running();
    this.source = source;
    System.arraycopy(source.head, 0, piece, 0, ready);
    this.ready = ready;
  }

  /**
   * Opens a recording.
   *
   * @throws IOException when the file cannot be read, or with a reason when it is no recording
   */
  public static Recording open(Path file, RecordingOptions options) throws IOException {
    return open(file, options, in -> in);
  }

  /** Opens a recording whose bytes something else looks at too, such as a digest. */
  static Recording open(Path file, RecordingOptions options, UnaryOperator<InputStream> wrapper)
      throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a directory, not a recording.");
    }
    RecordingBytes source = new RecordingBytes(wrapper.apply(Files.newInputStream(file)));
    try {
      int n = source.begin();
      long size = source.packing.isEmpty() && Files.isRegularFile(file) ? Files.size(file) : -1;
      RecordingFormat format = RecordingHead.format(source.head, n, size, options);
      RecordingOptions complete = RecordingHead.complete(format, source.head, n, options);
      complete.check(format);
      if (format.isTable()) {
        Path whole = source.whole(file, n, size >= 0);
        return new Recording(format, complete, source, 0, format.table(whole, complete));
      }
      Plausibility.check(format, complete, source.head, n);
      return new Recording(format, complete, source, n, null);
    } catch (IllegalArgumentException e) {
      source.close();
      throw new IOException(file + ": " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /**
   * A fresh decoder for a recording that is at hand as bytes, not packed.
   *
   * @throws IllegalArgumentException with a reason when it is no recording
   */
  public static EventDecoder decoder(byte[] file, RecordingOptions options) {
    int n = Math.min(file.length, RecordingFormat.HEAD);
    byte[] head = Arrays.copyOf(file, n);
    RecordingFormat format = RecordingHead.format(head, n, file.length, options);
    if (format.isTable()) {
      throw new IllegalArgumentException(format + " is read from a file alone.");
    }
    return format.decoder(RecordingHead.complete(format, head, n, options), head, n);
  }

  /**
   * The pixel array of a recording: as it says, or else just large enough for its events, which
   * takes a pass over the file.
   */
  public static Geometry sensor(Path file, RecordingOptions options) throws IOException {
    try (Recording recording = open(file, options)) {
      EventColumns events = new EventColumns();
      int x = 0;
      int y = 0;
      while (recording.read(events)) {
        if (recording.geometry().known()) {
          return recording.geometry();
        }
        for (int i = 0; i < events.size(); i++) {
          x = Math.max(x, events.x(i));
          y = Math.max(y, events.y(i));
        }
      }
      return new Geometry(Math.min(65535, x + 1), Math.min(65535, y + 1));
    }
  }

  /**
   * Clears {@code out} and fills it with the events of the next piece, which may be none.
   *
   * @return false when the recording has ended
   */
  public boolean read(EventColumns out) throws IOException {
    out.clear();
    if (ended) {
      return false;
    }
    if (table != null) {
      ended = !table.read(out);
      rebase(out);
      select(out);
      return !ended;
    }
    int n = source.fill(piece, ready);
    ready = 0;
    decoder.decode(piece, 0, n, out);
    if (n < PIECE) {
      ended = true;
      decoder.finish(out);
      if (source.broken >= 0) {
        decoder.faults().add(Fault.TRUNCATED_TAIL, source.broken);
      }
      String missing = decoder instanceof Streams streams ? streams.missing() : null;
      if (missing != null) {
        throw new IOException(missing);
      }
    }
    rebase(out);
    select(out);
    return true;
  }

  private void select(EventColumns out) {
    if (!selection.all()) {
      selected.apply(out, geometry());
    }
  }

  public RecordingFormat format() {
    return format;
  }

  /** How the file is packed, gzip or zstd, or the empty string. */
  public String packing() {
    return source.packing;
  }

  /** How the events are encoded, as far as the bytes read so far say, such as EVT3 or LZ4. */
  public String encoding() {
    return parts() instanceof Encoded encoded ? encoded.encoding() : format.name();
  }

  /** Bytes of the file read so far, as it lies on the disk. */
  public long bytesRead() {
    return source.bytes;
  }

  /** The pixel array, as far as the bytes read so far say. */
  public Geometry geometry() {
    return table == null ? decoder.geometry() : table.geometry();
  }

  /** What was wrong in the bytes read so far. */
  public Faults faults() {
    return table == null ? decoder.faults() : table.faults();
  }

  private Object parts() {
    return table == null ? decoder : table;
  }

  /** What was found out or assumed of the layout, and what was left out, for a person. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (parts() instanceof Noted noted) {
      notes.addAll(noted.notes());
    }
    if (decoder instanceof Streams streams && !streams.chosen().isEmpty()) {
      notes.add("topic " + streams.chosen());
    }
    if (!selection.all()) {
      notes.add(selected.left() + " events left out by the selection");
    }
    if (selection.dropHot()) {
      notes.add(selected.masked() + " hot pixels masked at the end");
    }
    return notes;
  }

  /**
   * Records that are no change events, such as grey levels of an ATIS, or events of another camera,
   * read so far.
   */
  public long others() {
    return parts() instanceof Streams streams ? streams.others() : 0;
  }

  @Override
  public void close() throws IOException {
    if (table != null) {
      table.close();
    }
    source.close();
  }

  private void rebase(EventColumns out) {
    if (wantedOrigin == RecordingOptions.TimeOrigin.RECORDED
        || (out.isEmpty() && out.triggers().size() == 0)) {
      return;
    }
    if (origin == null) {
      if (wantedOrigin == RecordingOptions.TimeOrigin.FIRST_TIME_HIGH) {
        origin = decoder instanceof TimedFromHigh timed ? timed.firstTimeHigh() : 0L;
      } else {
        origin = out.isEmpty() ? out.triggers().t(0) : out.t(0);
      }
    }
    out.rebase(origin);
  }
}
