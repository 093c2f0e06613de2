package io.flyball.cli.camera;

import io.flyball.connectors.camera.Aedat2Chip;
import io.flyball.connectors.camera.CsvOrder;
import io.flyball.connectors.camera.CsvUnit;
import io.flyball.connectors.camera.EventSelection;
import io.flyball.connectors.camera.RecordingFormat;
import io.flyball.connectors.camera.RecordingOptions;
import io.flyball.connectors.camera.RecordingOptions.TimeOrigin;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.tools.UserError;
import io.flyball.tools.camera.DeviceTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** How a recording is read: what its content does not say. */
public final class RecordingFile {
  /** Work on a recording. */
  public interface Reading<T> {
    T read(Path file, RecordingOptions options) throws IOException;
  }

  @Option(
      names = "--format",
      paramLabel = "F",
      description =
          "Read it as ${COMPLETION-CANDIDATES}, even where it makes little sense; without it the"
              + " content decides.")
  private RecordingFormat format;

  @Option(
      names = "--encoding",
      paramLabel = "E",
      description =
          "The words of a Prophesee RAW recording, whatever its header says:"
              + " ${COMPLETION-CANDIDATES}.")
  private SensorEncoding encoding;

  @Option(
      names = "--geometry",
      paramLabel = "WxH",
      description = "The pixel array, where the recording does not say it.")
  private String geometry;

  @Option(
      names = {"--stream", "--source", "--topic"},
      paramLabel = "N|NAME",
      description =
          "Which of several cameras, topics, groups or arrays in one recording, by its number or a"
              + " part of its name (default: the first with events).")
  private String stream;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description =
          "Columns of a table whose header does not name them, such as xypt; - for a column to"
              + " ignore (default: txyp).")
  private String order;

  @Option(
      names = "--time-unit",
      paramLabel = "U",
      description =
          "Unit of the times of a table: ${COMPLETION-CANDIDATES} (default: by its header, else s"
              + " for times with decimals and us for others).")
  private CsvUnit unit;

  @Option(
      names = "--chip",
      paramLabel = "CHIP",
      description = "The chip of an AEDAT 2.0 recording: ${COMPLETION-CANDIDATES}.")
  private Aedat2Chip chip;

  @Option(
      names = "--from",
      paramLabel = "T",
      description = "Leave out events before, counted from the first event, such as 500ms.")
  private String from;

  @Option(
      names = "--until",
      paramLabel = "T",
      description = "Leave out events from there on, counted from the first event.")
  private String until;

  @Option(
      names = "--roi",
      paramLabel = "X,Y,WxH",
      description = "Leave out events outside of this window of pixels.")
  private String roi;

  @Option(
      names = "--drop-hot",
      description = "Leave out events of hot pixels, once they are found.")
  private boolean dropHot;

  @Option(names = "--zero", description = "Count time from the first event instead of as recorded.")
  private boolean zero;

  public RecordingOptions options() {
    return new RecordingOptions(
        format,
        parsed("--order", order, CsvOrder::parse),
        unit,
        zero ? TimeOrigin.FIRST_EVENT : TimeOrigin.RECORDED,
        chip,
        encoding,
        parsed("--geometry", geometry, Geometry::parse),
        stream,
        selection());
  }

  private EventSelection selection() {
    Long begin = from == null ? null : DeviceTime.micros("--from", from, 0);
    Long end = until == null ? null : DeviceTime.micros("--until", until, 1);
    if (begin != null && end != null && end <= begin) {
      throw UserError.usage("--until lies before --from; it must lie behind.");
    }
    return new EventSelection(
        begin, end, parsed("--roi", roi, EventSelection.Region::parse), dropHot);
  }

  private static <T> T parsed(String option, String text, Function<String, T> parse) {
    try {
      return text == null ? null : parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(option + ": " + e.getMessage());
    }
  }

  /** Does work that reads a file once, and turns what may go wrong with it into one sentence. */
  public <T> T read(Path file, Reading<T> work) {
    RecordingOptions options = options();
    try {
      return work.read(file, options);
    } catch (NoSuchFileException e) {
      throw new UserError(e.getFile() + ": no such file.", e);
    } catch (AccessDeniedException e) {
      throw new UserError(e.getFile() + " may not be read by this user.", e);
    } catch (IOException e) {
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new UserError(message.contains(file.toString()) ? message : file + ": " + message, e);
    }
  }

  /** Does work that reads a file more than once; what can be read once, such as a pipe, is kept. */
  public <T> T readAgain(Path file, Reading<T> work) {
    return read(
        file,
        (same, options) -> {
          if (Files.isRegularFile(same) || Files.isDirectory(same) || Files.notExists(same)) {
            return work.read(same, options);
          }
          Path copy = Files.createTempFile("flyball-recording", "");
          try {
            try (InputStream in = Files.newInputStream(same)) {
              Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            return work.read(copy, options);
          } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            throw new IOException(message.replace(copy.toString(), same.toString()), e);
          } finally {
            Files.deleteIfExists(copy);
          }
        });
  }

  /** Bytes of a file, where they are known. */
  public static OptionalLong size(Path file) throws IOException {
    return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
  }
}
