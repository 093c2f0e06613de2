package io.flyball.cli.camera;

import io.flyball.cli.option.JsonOutput;
import io.flyball.connectors.camera.Recording;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.GridWindows;
import io.flyball.core.camera.RateWindow;
import io.flyball.core.camera.RateWindows;
import io.flyball.core.camera.ReferenceWindows;
import io.flyball.core.control.FastLaw;
import io.flyball.tools.Progress;
import io.flyball.tools.camera.DeviceTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code camera rates}: what a bias controller would see of a recording. */
@Command(
    name = "rates",
    description = {
      "The event rate of each window of device time, and the refractory code that the",
      "published fast law gives for it. Windows lie on a fixed grid of time; the last,",
      "unfinished one is left out."
    },
    footer = {"", "Example:", "  ./flyball camera rates recording.aedat4 --reference-windows"})
final class RatesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The recording.")
  private Path file;

  @Option(
      names = "--window",
      defaultValue = "300ms",
      paramLabel = "D",
      description = "Length of a window (default: ${DEFAULT-VALUE}).")
  private String window;

  @Option(
      names = "--reference-windows",
      description =
          "Cut windows as the published controller does: from the first event on, each closed by"
              + " the event that comes a window length later.")
  private boolean reference;

  @Mixin private RecordingFile recording;

  @Option(names = "--json", description = "One JSON object to a line.")
  private boolean json;

  @Override
  public Integer call() {
    long us = DeviceTime.micros("--window", window, 1);
    PrintWriter out = spec.commandLine().getOut();
    RateWindows windows = reference ? new ReferenceWindows(us) : new GridWindows(us);
    if (!json) {
      out.println(
          "             from s               to s      events  ON share       events/s "
              + " refractory");
    }
    recording.read(
        file,
        (path, options) -> {
          try (Recording source = Recording.open(path, options);
              Progress progress = Progress.onStderr("reading", RecordingFile.size(path))) {
            return count(source, windows, w -> print(out, w), progress);
          }
        });
    out.flush();
    return 0;
  }

  private static long count(
      Recording source, RateWindows windows, Consumer<RateWindow> closed, Progress progress)
      throws IOException {
    EventColumns events = new EventColumns();
    long n = 0;
    long missing = 0;
    while (source.read(events)) {
      boolean lost = source.faults().count(Fault.MISSING) > missing;
      missing = source.faults().count(Fault.MISSING);
      if (lost) {
        // The packet may have been lost in the window before these events or in one of theirs.
        windows.markUndercounted();
      }
      windows.add(events, closed);
      if (lost) {
        windows.markUndercounted();
      }
      n += events.size();
      progress.update(source.bytesRead());
    }
    return n;
  }

  private void print(PrintWriter out, RateWindow w) {
    int code = FastLaw.PUBLISHED.code(w.rate());
    if (json) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("start_us", w.startUs());
      row.put("end_us", w.endUs());
      row.put("events", w.events());
      row.put("on", w.on());
      row.put("off", w.off());
      row.put("rate", Math.round(w.rate() * 100) / 100.0);
      row.put("refr_code", code);
      row.put("undercounted", w.undercounted());
      JsonOutput.print(out, row);
    } else {
      out.printf(
          Locale.ROOT,
          "%19.6f%19.6f%,12d%9.1f%%%,15.0f%12d%n",
          w.startUs() / 1e6,
          w.endUs() / 1e6,
          w.events(),
          w.events() == 0 ? 0 : 100.0 * w.on() / w.events(),
          w.rate(),
          code);
    }
  }
}
