package io.flyball.cli.camera;

import io.flyball.connectors.camera.Aedat2Chip;
import io.flyball.connectors.camera.CsvOrder;
import io.flyball.connectors.camera.RecordingFormat;
import io.flyball.connectors.camera.RecordingOptions;
import io.flyball.connectors.camera.RecordingOptions.TimeOrigin;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How a recording is read: what its content does not say. */
public final class RecordingFile {
  /** Work on a recording. */
  public interface Reading<T> {
    T read(RecordingOptions options) throws IOException;
  }

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "Read it as ${COMPLETION-CANDIDATES}; without it the content decides.")
  private RecordingFormat format;

  @Option(
      names = "--order",
      defaultValue = "txyp",
      paramLabel = "ORDER",
      description = "Columns of a table without a header (default: ${DEFAULT-VALUE}).")
  private String order;

  @Option(
      names = "--chip",
      paramLabel = "CHIP",
      description = "The chip of an AEDAT 2.0 recording: ${COMPLETION-CANDIDATES}.")
  private Aedat2Chip chip;

  @Option(names = "--zero", description = "Count time from the first event instead of as recorded.")
  private boolean zero;

  public RecordingOptions options() {
    try {
      return new RecordingOptions(
          format, CsvOrder.parse(order), zero ? TimeOrigin.FIRST_EVENT : TimeOrigin.RECORDED, chip);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--order: " + e.getMessage());
    }
  }

  /** Does the work, and turns what may go wrong with a file into one sentence. */
  public <T> T read(Path file, Reading<T> work) {
    RecordingOptions options = options();
    try {
      return work.read(options);
    } catch (NoSuchFileException e) {
      throw new UserError(e.getFile() + ": no such file.", e);
    } catch (AccessDeniedException e) {
      throw new UserError(e.getFile() + " may not be read by this user.", e);
    } catch (IOException e) {
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new UserError(message.contains(file.toString()) ? message : file + ": " + message, e);
    }
  }
}
