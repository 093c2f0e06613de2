package io.flyball.cli.bench;

import io.flyball.bench.DecoderBench;
import io.flyball.cli.camera.RecordingFile;
import io.flyball.cli.option.JsonOutput;
import io.flyball.tools.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench decoders}: how fast recordings are decoded here. */
@Command(
    name = "decoders",
    description = {
      "How fast recordings are decoded: looped in memory, one thread, beside a plain",
      "copy of the same bytes; and how fast rates alone are taken from raw EVT words.",
      "Processor time, the best of some passes."
    },
    footer = {"", "Example:", "  ./flyball bench decoders recording.raw recording.aedat4 --json"})
public final class BenchDecodersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The recordings.")
  private List<Path> files;

  @Option(
      names = "--megabytes",
      defaultValue = "200",
      paramLabel = "N",
      description = "Length of a looped recording, 1 to 1024 (default: ${DEFAULT-VALUE}).")
  private int megabytes;

  @Option(
      names = "--passes",
      defaultValue = "7",
      paramLabel = "N",
      description = "How often each is measured, 1 to 100 (default: ${DEFAULT-VALUE}).")
  private int passes;

  @Mixin private RecordingFile recording;

  @Option(names = "--json", description = "One JSON object to a line.")
  private boolean json;

  @Override
  public Integer call() {
    if (megabytes < 1 || megabytes > 1024 || passes < 1 || passes > 100) {
      throw UserError.usage("--megabytes is 1 to 1024 and --passes 1 to 100.");
    }
    PrintWriter out = spec.commandLine().getOut();
    for (Path file : files) {
      DecoderBench.Result r =
          recording.read(
              file,
              (path, options) -> {
                try {
                  return DecoderBench.run(path, options, megabytes, passes);
                } catch (IllegalArgumentException e) {
                  throw new UserError(file + ": " + e.getMessage(), e);
                }
              });
      if (json) {
        JsonOutput.print(out, asMap(file, r));
      } else {
        out.println(line(file, r));
      }
      out.flush();
    }
    return 0;
  }

  private static String line(Path file, DecoderBench.Result r) {
    String meter =
        r.meter().isEmpty()
            ? ""
            : text(
                "  rates alone %,.1f Mev/s (%.1fx)",
                r.meter().getAsDouble() / 1e6, r.meter().getAsDouble() / r.decode());
    return text(
            "%-36s %,8.1f Mev/s %,8.0f MB/s  copy %,8.0f MB/s",
            file.getFileName(), r.decode() / 1e6, r.decodeBytes() / 1e6, r.copyBytes() / 1e6)
        + meter;
  }

  private static Map<String, Object> asMap(Path file, DecoderBench.Result r) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("file", file.toString());
    map.put("bytes", r.bytes());
    map.put("events", r.events());
    map.put("events_per_second", r.decode());
    map.put("bytes_per_second", r.decodeBytes());
    map.put("copy_bytes_per_second", r.copyBytes());
    map.put("meter_events_per_second", r.meter().isEmpty() ? null : r.meter().getAsDouble());
    return map;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
