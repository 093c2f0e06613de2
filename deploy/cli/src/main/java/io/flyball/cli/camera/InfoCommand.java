package io.flyball.cli.camera;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.camera.RecordingInfo;
import io.flyball.core.camera.Faults;
import io.flyball.core.control.FastLaw;
import io.flyball.tools.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code camera info}: what a recording holds. */
@Command(
    name = "info",
    description = {
      "What a recording holds: events, times, sums and digests of its columns,",
      "triggers, the rate of each 0.3 s window with the refractory code that the",
      "published fast law gives for it, and every fault with its place.",
      "Broken places do not fail the command: they are counted."
    },
    footer = {"", "Example:", "  ./flyball camera info recording.raw --json"})
final class InfoCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The recording.")
  private Path file;

  @Mixin private RecordingFile recording;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    RecordingInfo info =
        recording.readAgain(
            file,
            (path, options) -> {
              try (Progress progress = Progress.onStderr("reading", RecordingFile.size(path))) {
                return RecordingInfo.of(path, options, progress::update);
              }
            });
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(withCodes(info));
    } else {
      print(out, info);
    }
    out.flush();
    return 0;
  }

  private static List<Integer> codes(RecordingInfo info) {
    return info.windowRates().stream().map(FastLaw.PUBLISHED::code).toList();
  }

  private static ObjectNode withCodes(RecordingInfo info) {
    ObjectNode object = JSON.valueToTree(info);
    object.set("refr_code", JSON.valueToTree(codes(info)));
    return object;
  }

  private static void print(PrintWriter out, RecordingInfo i) {
    line(out, "format", i.format() + (i.encoding().equals(i.format()) ? "" : ", " + i.encoding()));
    if (!i.packing().isEmpty()) {
      line(out, "packed", i.packing() + "; offsets are those of what it holds");
    }
    if (!i.notes().isEmpty()) {
      line(out, "table", String.join("; ", i.notes()));
    }
    line(out, "sensor", i.geometry() == null ? "not said" : i.geometry());
    line(out, "bytes", String.format(Locale.ROOT, "%,d", i.bytes()));
    line(
        out,
        "events",
        String.format(Locale.ROOT, "%,d (%,d ON, %,d OFF)", i.events(), i.on(), i.off()));
    if (i.events() > 0) {
      line(
          out,
          "time",
          String.format(
              Locale.ROOT,
              "%,d to %,d us (%.6f s)",
              i.minTime(),
              i.maxTime(),
              (i.maxTime() - i.minTime()) / 1e6));
      line(out, "rate", String.format(Locale.ROOT, "%,.1f events/s", i.meanRate()));
      line(out, "largest", "x " + i.maxX() + ", y " + i.maxY());
      line(out, "steps back", String.format(Locale.ROOT, "%,d", i.backwardSteps()));
    }
    if (i.triggers() > 0) {
      line(
          out,
          "triggers",
          String.format(Locale.ROOT, "%,d (%,d rising)", i.triggers(), i.triggerRise()));
    }
    if (i.others() > 0) {
      line(
          out,
          "others",
          String.format(Locale.ROOT, "%,d that are no change events of this camera", i.others()));
    }
    if (!i.windowRates().isEmpty()) {
      line(out, "windows", i.windowRates() + " events/s in 0.3 s each");
      line(out, "refractory", codes(i) + " by the published fast law");
    }
    line(out, "sha3-224", "t " + i.sha3T());
    line(out, "", "x " + i.sha3X());
    line(out, "", "y " + i.sha3Y());
    line(out, "", "p " + i.sha3P());
    line(out, "faults", i.faults().isEmpty() ? "none" : "");
    for (Faults.FaultCount f : i.faults()) {
      out.printf(
          Locale.ROOT,
          "  %-14s %,d times, %s; first at byte %,d, last at byte %,d%n",
          f.fault(),
          f.count(),
          f.fault().meaning(),
          f.firstOffset(),
          f.lastOffset());
    }
  }

  private static void line(PrintWriter out, String name, String value) {
    out.println(String.format(Locale.ROOT, "%-11s %s", name, value).stripTrailing());
  }
}
