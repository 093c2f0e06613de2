package io.flyball.cli.camera;

import io.flyball.connectors.camera.EventFrame;
import io.flyball.connectors.camera.Recording;
import io.flyball.connectors.camera.RecordingOptions;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import io.flyball.tools.camera.DeviceTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code camera view}: a look at a recording. */
@Command(
    name = "view",
    description = {
      "Draw the events of a short stretch of a recording as a picture: red where ON",
      "events prevail, blue where OFF events do, violet where they are as many. A small",
      "array is enlarged by a whole factor."
    },
    footer = {"", "Example:", "  ./flyball camera view recording.aedat4 --at 500ms frame.png"})
final class ViewCommand implements Callable<Integer> {
  /** A larger picture is a mistake of the recording rather than of a sensor. */
  private static final long MOST_PIXELS = 1 << 26;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The recording.")
  private Path file;

  @Parameters(index = "1", paramLabel = "PNG", description = "The picture to write.")
  private Path png;

  @Option(
      names = "--at",
      defaultValue = "0",
      paramLabel = "T",
      description =
          "Where the stretch begins, counted from the first event (default: ${DEFAULT-VALUE}).")
  private String at;

  @Option(
      names = "--length",
      defaultValue = "33ms",
      paramLabel = "D",
      description = "How long it is (default: ${DEFAULT-VALUE}).")
  private String length;

  @Mixin private RecordingFile recording;

  @Override
  public Integer call() {
    long from = DeviceTime.micros("--at", at, 0);
    long to = from + DeviceTime.micros("--length", length, 1);
    EventFrame frame = recording.readAgain(file, (path, options) -> draw(path, options, from, to));
    try (var out = Files.newOutputStream(png)) {
      ImageIO.write(frame.image(), "png", out);
    } catch (IOException e) {
      throw UserError.causedBy("cannot write " + png, e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s: %,d events from %.3f s to %.3f s%n",
        png,
        frame.events(),
        from / 1e6,
        to / 1e6);
    out.flush();
    return 0;
  }

  private EventFrame draw(Path path, RecordingOptions options, long from, long to)
      throws IOException {
    Geometry size = Recording.sensor(path, options);
    if (size.pixels() > MOST_PIXELS) {
      throw new UserError(file + " has pixels out to " + size + ", too many for a picture.");
    }
    EventFrame frame = new EventFrame(size);
    EventColumns c = new EventColumns();
    long origin = 0;
    long seen = 0;
    long last = 0;
    try (Recording source = Recording.open(path, options);
        Progress progress = Progress.onStderr("reading", RecordingFile.size(path))) {
      while (source.read(c)) {
        if (!c.isEmpty()) {
          origin = seen == 0 ? c.t(0) : origin;
          seen += c.size();
          last = Math.max(last, c.t(c.size() - 1) - origin);
          frame.add(c, origin + from, origin + to);
        }
        progress.update(source.bytesRead());
      }
    }
    if (seen == 0 || last < from) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "--at is %.3f s, but %s ends %.3f s after its first event.",
              from / 1e6,
              file,
              last / 1e6));
    }
    return frame;
  }
}
