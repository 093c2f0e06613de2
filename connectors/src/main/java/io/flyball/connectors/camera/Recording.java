package io.flyball.connectors.camera;

import static java.util.stream.Collectors.joining;

import com.github.luben.zstd.ZstdIOException;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventDecoder;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Faults;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.TimedFromHigh;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.ZipException;

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
  private final Source source;
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
      Source source,
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
    Source source = new Source(wrapper.apply(Files.newInputStream(file)));
    try {
      int n = source.begin();
      long size = source.packing.isEmpty() && Files.isRegularFile(file) ? Files.size(file) : -1;
      RecordingFormat format = format(source.head, n, size, options);
      RecordingOptions complete = complete(format, source.head, n, options);
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
    RecordingFormat format = format(head, n, file.length, options);
    if (format.isTable()) {
      throw new IllegalArgumentException(format + " is read from a file alone.");
    }
    return format.decoder(complete(format, head, n, options), head, n);
  }

  private static RecordingFormat format(
      byte[] head, int length, long size, RecordingOptions options) {
    RecordingFormat told =
        options.format() == null && options.encoding() != null
            ? RecordingFormat.PROPHESEE_RAW
            : options.format();
    if (told == null) {
      return RecordingFormat.detect(head, length, size, options);
    }
    RecordingFormat seen;
    try {
      seen = RecordingFormat.detect(head, length, size, options);
    } catch (IllegalArgumentException e) {
      // No mark of any format: that is what telling it is for.
      return told;
    }
    if (seen != told && !(seen.isGuess() && options.encoding() != null)) {
      throw new IllegalArgumentException(
          "The file is " + seen + " by its content, not " + told + ".");
    }
    return told;
  }

  private static RecordingOptions complete(
      RecordingFormat format, byte[] head, int length, RecordingOptions options) {
    if (format == RecordingFormat.AEDAT2 && options.chip() == null) {
      return options.withChip(chip(head, length));
    }
    if (format == RecordingFormat.PROPHESEE_RAW && options.encoding() == null) {
      RecordingFormat.encoding(head, length);
    } else if (format == RecordingFormat.AEDAT31 && options.stream() != null) {
      HeaderLines lines = Aedat31Decoder.header();
      lines.read(head, 0, length);
      Aedat31Decoder.source(lines.lines(), options.stream());
    } else if (format == RecordingFormat.AEDAT4 && options.stream() != null) {
      Aedat4Decoder.check(head, length, options.stream());
    }
    return options;
  }

  private static Aedat2Chip chip(byte[] head, int length) {
    HeaderLines lines = Aedat2Decoder.header();
    lines.read(head, 0, length);
    Aedat2Chip chip = Aedat2Chip.named(lines.lines());
    if (chip != null) {
      return chip;
    }
    String name = Aedat2Chip.nameIn(lines.lines());
    throw new IllegalArgumentException(
        (name.isEmpty() ? "Its AEDAT 2.0 header names no chip" : "No layout is known for " + name)
            + ", so what the bits of an address mean must be said: "
            + Arrays.stream(Aedat2Chip.values()).map(Enum::name).collect(joining(", "))
            + ".");
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

  /** The bytes of a file, unpacked. */
  private static final class Source implements Closeable {
    private final Counted file;
    private final byte[] head = new byte[RecordingFormat.HEAD];
    private InputStream in;
    private String packing = "";
    private long bytes;
    private long unpacked;
    private long broken = -1;
    private Path copy;

    Source(InputStream file) {
      this.file = new Counted(file);
    }

    /** Reads the head, and returns its length. */
    int begin() throws IOException {
      BufferedInputStream buffered = new BufferedInputStream(file, PIECE);
      buffered.mark(Containers.HEAD);
      int n = buffered.readNBytes(head, 0, Containers.HEAD);
      buffered.reset();
      packing = Containers.packing(head, n);
      in = Containers.unpacked(packing, buffered);
      return fill(head, 0);
    }

    /** Fills an array from an index on; less than all of it at the end of the file. */
    int fill(byte[] out, int from) throws IOException {
      int n = from;
      try {
        while (n < out.length && broken < 0) {
          int more = in.read(out, n, out.length - n);
          if (more < 0) {
            drain();
            break;
          }
          n += more;
          unpacked += more;
        }
      } catch (EOFException | ZipException | ZstdIOException e) {
        if (packing.isEmpty()) {
          throw e;
        }
        broken = unpacked;
      }
      return n;
    }

    /**
     * The content as a file of its own: the file itself, where it is one and not packed, or else a
     * copy that ends with this source.
     */
    Path whole(Path itself, int ready, boolean plain) throws IOException {
      if (plain) {
        // So that a digest sees all of it.
        in.transferTo(OutputStream.nullOutputStream());
        return itself;
      }
      copy = Files.createTempFile("flyball-recording", "");
      try (OutputStream out = Files.newOutputStream(copy)) {
        out.write(head, 0, ready);
        in.transferTo(out);
        drain();
      }
      return copy;
    }

    /** Reads what lies behind packed data, so that a digest sees the whole file. */
    private void drain() throws IOException {
      if (!packing.isEmpty()) {
        byte[] rest = new byte[8192];
        while (file.read(rest, 0, rest.length) >= 0) {
          // Nothing to do with it.
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (in != null) {
        in.close();
      }
      file.close();
      if (copy != null) {
        Files.deleteIfExists(copy);
      }
    }

    /** Counts what is read of the file itself. */
    private final class Counted extends FilterInputStream {
      Counted(InputStream in) {
        super(in);
      }

      @Override
      public int read() throws IOException {
        int b = super.read();
        bytes += b < 0 ? 0 : 1;
        return b;
      }

      /** None as far as known where the position cannot be asked for, as in a pipe. */
      @Override
      public int available() {
        try {
          return super.available();
        } catch (IOException e) {
          return 0;
        }
      }

      @Override
      public int read(byte[] out, int from, int length) throws IOException {
        int n = super.read(out, from, length);
        bytes += Math.max(0, n);
        return n;
      }
    }
  }
}
