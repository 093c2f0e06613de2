package io.flyball.cli.modes;

import io.flyball.cli.option.JsonOutput;
import io.flyball.cli.option.TextOption;
import io.flyball.core.modes.ResponseFit;
import io.flyball.core.modes.TippingMonitor;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.modes.Series;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code modes tipping}: whether a response to a drive looks like one that folds. */
@Command(
    name = "tipping",
    description = {
      "Whether a response to a drive shows two branches, and how near a fold is.",
      "",
      "An analogy, not a model: loops in which exposure raises preference and preference raises"
          + " exposure have the same normal form. Prints the area between the branches of a rising"
          + " and a falling drive, the gain, variance and lag-1 autocorrelation of late, and the"
          + " folds of the fitted curve, where it has any. Responses lie in (0, 1) for the fit.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  ./flyball modes tipping shares.csv --map drive=exposure_share,response=click_share"
    })
public final class TippingCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "Table with the columns time, drive and response; entity if any.")
  private Path file;

  @Mixin private TextOption text;

  @Option(
      names = "--bins",
      paramLabel = "N",
      defaultValue = "40",
      description = "Bins of the drive's range, 2 to 1,000; default: 40.")
  private int bins;

  @Option(
      names = "--rate",
      paramLabel = "A",
      defaultValue = "0.05",
      description = "Weight of a new pair in the means of late; default: 0.05.")
  private double rate;

  @Option(names = "--json", description = "One JSON object to an entity.")
  private boolean json;

  @Override
  public Integer call() {
    Series series = Series.read(file, text.options(), List.of("drive", "response"));
    double low = series.points().stream().mapToDouble(p -> p.values()[0]).min().orElseThrow();
    double high = series.points().stream().mapToDouble(p -> p.values()[0]).max().orElseThrow();
    if (!(high > low)) {
      throw new UserError("the drive never changes: branches take a drive that moves");
    }
    TippingMonitor.Config config;
    try {
      config = new TippingMonitor.Config(low, high, bins, rate);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage());
    }
    Map<String, TippingMonitor> monitors = new LinkedHashMap<>();
    for (Series.Point point : series.points()) {
      monitors
          .computeIfAbsent(point.entity(), any -> new TippingMonitor(config))
          .update(point.values()[0], point.values()[1]);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.printf(
          Locale.ROOT,
          "%8s %10s %10s %10s %10s %10s %10s  %s%n",
          "PAIRS",
          "AREA",
          "GAIN",
          "VARIANCE",
          "LAG-1",
          "FOLD UP",
          "FOLD DOWN",
          "ENTITY");
    }
    monitors.forEach((entity, monitor) -> print(out, entity, monitor));
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    series.report().lines().forEach(err::println);
    err.printf(
        Locale.ROOT, "%,d pairs, drive from %.6g to %.6g%n", series.points().size(), low, high);
    err.flush();
    return ExitCode.OK;
  }

  private void print(PrintWriter out, String entity, TippingMonitor monitor) {
    Optional<ResponseFit> fit = monitor.fit();
    OptionalDouble up = drive(fit, true);
    OptionalDouble down = drive(fit, false);
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("entity", entity);
      map.put("pairs", monitor.seen());
      map.put("hysteresisArea", orNull(monitor.hysteresisArea()));
      map.put("gain", orNull(monitor.gain()));
      map.put("variance", monitor.variance());
      map.put("autocorrelation", orNull(monitor.autocorrelation()));
      map.put("steepness", fit.map(ResponseFit::steepness).orElse(null));
      map.put("feedback", fit.map(ResponseFit::feedback).orElse(null));
      map.put("threshold", fit.map(ResponseFit::threshold).orElse(null));
      map.put("bistable", fit.map(ResponseFit::bistable).orElse(null));
      map.put("foldUp", orNull(up));
      map.put("foldDown", orNull(down));
      JsonOutput.print(out, map);
    } else {
      out.printf(
          Locale.ROOT,
          "%,8d %10s %10s %10.4g %10s %10s %10s  %s%n",
          monitor.seen(),
          text(monitor.hysteresisArea()),
          text(monitor.gain()),
          monitor.variance(),
          text(monitor.autocorrelation()),
          text(up),
          text(down),
          entity);
    }
  }

  /** The drive at which the response jumps up or down. */
  private static OptionalDouble drive(Optional<ResponseFit> fit, boolean up) {
    if (fit.isEmpty()) {
      return OptionalDouble.empty();
    }
    OptionalDouble fold = up ? fit.get().lowerFold() : fit.get().upperFold();
    return fold.isPresent()
        ? OptionalDouble.of(fit.get().drive(fold.getAsDouble()))
        : OptionalDouble.empty();
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.4g", value.getAsDouble()) : "-";
  }
}
