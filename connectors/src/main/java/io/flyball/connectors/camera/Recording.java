package io.flyball.connectors.camera;

import static java.util.stream.Collectors.joining;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventDecoder;
import io.flyball.core.camera.Faults;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.TimedFromHigh;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * An event recording that is read piece by piece: memory does not grow with the file.
 *
 * <pre>{@code
 * try (Recording recording = Recording.open(path, RecordingOptions.DEFAULT)) {
 *   EventColumns events = new EventColumns();
 *   while (recording.read(events)) { … }
 * }
 * }</pre>
 */
public final class Recording implements Closeable {
  private static final int PIECE = 1 << 16;

  private final RecordingFormat format;
  private final EventDecoder decoder;
  private final RecordingOptions.TimeOrigin wantedOrigin;
  private final InputStream in;
  private final byte[] piece = new byte[PIECE];
  private Long origin;
  private boolean ended;
  private long bytesRead;

  /**
   * @param options complete: with the chip that an AEDAT 2.0 recording needs
   */
  private Recording(RecordingFormat format, RecordingOptions options, InputStream in) {
    this.format = format;
    this.decoder = format.decoder(options);
    this.wantedOrigin = options.origin();
    this.in = in;
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
    byte[] head;
    try (InputStream begin = Files.newInputStream(file)) {
      head = begin.readNBytes(RecordingFormat.HEAD);
    }
    try {
      RecordingFormat format = format(head, Files.size(file), options);
      InputStream in = wrapper.apply(Files.newInputStream(file));
      return new Recording(format, complete(format, head, options), in);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * A fresh decoder for a recording that is at hand as bytes.
   *
   * @throws IllegalArgumentException with a reason when it is no recording
   */
  public static EventDecoder decoder(byte[] file, RecordingOptions options) {
    byte[] head = Arrays.copyOf(file, Math.min(file.length, RecordingFormat.HEAD));
    RecordingFormat format = format(head, file.length, options);
    return format.decoder(complete(format, head, options));
  }

  private static RecordingFormat format(byte[] head, long size, RecordingOptions options) {
    RecordingFormat told = options.format();
    if (told == null) {
      return RecordingFormat.detect(head, head.length, size);
    }
    RecordingFormat seen;
    try {
      seen = RecordingFormat.detect(head, head.length, size);
    } catch (IllegalArgumentException e) {
      // No mark of any format: that is what telling it is for.
      return told;
    }
    if (seen != told) {
      throw new IllegalArgumentException(
          "The file is " + seen + " by its content, not " + told + ".");
    }
    return told;
  }

  private static RecordingOptions complete(
      RecordingFormat format, byte[] head, RecordingOptions options) {
    return format == RecordingFormat.AEDAT2 && options.chip() == null
        ? options.withChip(chip(head))
        : options;
  }

  private static Aedat2Chip chip(byte[] head) {
    HeaderLines lines = Aedat2Decoder.header();
    lines.read(head, 0, head.length);
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
    int n = in.readNBytes(piece, 0, PIECE);
    bytesRead += n;
    decoder.decode(piece, 0, n, out);
    if (n < PIECE) {
      ended = true;
      decoder.finish(out);
    }
    rebase(out);
    return true;
  }

  public RecordingFormat format() {
    return format;
  }

  /** How the events are encoded, as far as the bytes read so far say, such as EVT3 or LZ4. */
  public String encoding() {
    return decoder instanceof Encoded encoded ? encoded.encoding() : format.name();
  }

  /** Bytes of the file read so far. */
  public long bytesRead() {
    return bytesRead;
  }

  /** The pixel array, as far as the bytes read so far say. */
  public Geometry geometry() {
    return decoder.geometry();
  }

  /** What was wrong in the bytes read so far. */
  public Faults faults() {
    return decoder.faults();
  }

  /**
   * Records that are no change events, such as grey levels of an ATIS, or events of another camera,
   * read so far.
   */
  public long others() {
    if (decoder instanceof EsDecoder es) {
      return es.others();
    }
    return decoder instanceof Aedat4Decoder aedat4 ? aedat4.others() : 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
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
