package io.flyball.cli.camera;

import io.flyball.connectors.camera.RecordingTarget;
import io.flyball.core.camera.Geometry;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code camera convert}: a recording in another format. */
@Command(
    name = "convert",
    description = {
      "Write a recording in another format, piece by piece.",
      "Without --to the name of the new file decides: .raw is EVT3, .aedat4",
      "AEDAT4_LZ4, .es ES, .npy NPY, .h5 and .hdf5 HDF5, .csv and .txt CSV. The last",
      "four have no place for triggers."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball camera convert recording.aedat4 recording.raw --zero",
      "  ./flyball camera convert recording.raw events.csv"
    })
final class ConvertCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FROM", description = "The recording.")
  private Path from;

  @Parameters(index = "1", paramLabel = "TO", description = "The file to write.")
  private Path to;

  @Option(
      names = "--to",
      paramLabel = "T",
      description = "What to write: ${COMPLETION-CANDIDATES}.")
  private RecordingTarget target;

  @Option(
      names = "--sensor",
      paramLabel = "WxH",
      description =
          "The pixel array, where the recording does not say it; otherwise just large enough.")
  private String sensor;

  @Option(names = "--force", description = "Replace the file if there is one.")
  private boolean force;

  @Mixin private RecordingFile recording;

  @Override
  public Integer call() {
    RecordingTarget wanted = target == null ? byName(to) : target;
    Geometry told = sensor == null ? null : geometry(sensor);
    if (Files.exists(to) && (!force || Files.isDirectory(to))) {
      throw new UserError(
          to
              + (Files.isDirectory(to)
                  ? " is a directory, not a file to write."
                  : " exists already; --force replaces it."));
    }
    long events =
        recording.readAgain(
            from,
            (path, options) -> {
              // Beside the target, so that a conversion that breaks leaves nothing half done there.
              Path part = parent(to).resolve(to.getFileName() + ".part");
              try (Progress progress = Progress.onStderr("converting", RecordingFile.size(path))) {
                long n = wanted.convert(path, options, part, told, progress::update);
                Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
                return n;
              } catch (IllegalArgumentException e) {
                throw new UserError(from + " does not fit " + wanted + ": " + advice(e), e);
              } finally {
                Files.deleteIfExists(part);
              }
            });
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "%s: %,d events as %s%n", to, events, wanted);
    out.flush();
    return 0;
  }

  private static String advice(IllegalArgumentException e) {
    String wish = "count time from the first event";
    return String.valueOf(e.getMessage()).replace(wish, wish + " with --zero");
  }

  private static Path parent(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(parent)) {
      throw new IOException(parent + " is no directory to write into.");
    }
    return parent;
  }

  private static Geometry geometry(String text) {
    try {
      return Geometry.parse(text);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--sensor: " + e.getMessage());
    }
  }

  private static RecordingTarget byName(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".raw")) {
      return RecordingTarget.EVT3;
    } else if (name.endsWith(".aedat4")) {
      return RecordingTarget.AEDAT4_LZ4;
    } else if (name.endsWith(".es")) {
      return RecordingTarget.ES;
    } else if (name.endsWith(".npy")) {
      return RecordingTarget.NPY;
    } else if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
      return RecordingTarget.HDF5;
    } else if (name.endsWith(".csv") || name.endsWith(".txt")) {
      return RecordingTarget.CSV;
    }
    throw UserError.usage(
        "What shall "
            + file
            + " be? Its name ends in none of .raw, .aedat4, .es, .npy, .h5, .hdf5, .csv, .txt: say"
            + " --to.");
  }
}
