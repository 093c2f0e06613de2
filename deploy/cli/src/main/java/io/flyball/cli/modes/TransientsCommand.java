package io.flyball.cli.modes;

import io.flyball.cli.option.JsonOutput;
import io.flyball.cli.option.TextOption;
import io.flyball.core.modes.TransientTracker;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.modes.Series;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
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

/** {@code modes transients}: bursts above a slow level. */
@Command(
    name = "transients",
    description = {
      "Bursts above the slow level of a number, and the level without them.",
      "",
      "A burst starts and ends by a CUSUM of what departs from the level in standard deviations; the"
          + " level learns outside of bursts only. Prints each burst that ended: from, to, its mean,"
          + " the level beside it."
    },
    footer = {"", "Example:", "  ./flyball modes transients clicks.csv --map value=clicks"})
public final class TransientsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "Table with the columns time and value; entity if any.")
  private Path file;

  @Mixin private TextOption text;

  @Option(
      names = "--rate",
      paramLabel = "A",
      defaultValue = "0.005",
      description = "Weight of a new value in the slow level; default: 0.005.")
  private double rate;

  @Option(
      names = "--allowance",
      paramLabel = "K",
      defaultValue = "0.5",
      description = "Standard deviations that are no burst; default: 0.5.")
  private double allowance;

  @Option(
      names = "--threshold",
      paramLabel = "H",
      defaultValue = "5",
      description = "Sum of standard deviations at which a burst starts or ends; default: 5.")
  private double threshold;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "100",
      description = "Values that fix the first level and spread; default: 100.")
  private int warmUp;

  @Option(names = "--json", description = "One JSON object to a burst.")
  private boolean json;

  @Override
  public Integer call() {
    TransientTracker.Config config;
    try {
      config = new TransientTracker.Config(rate, allowance, threshold, warmUp);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage());
    }
    Series series = Series.read(file, text.options(), List.of("value"));
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.printf(
          Locale.ROOT, "%-24s %-24s %12s %12s  %s%n", "START", "END", "BURST", "LEVEL", "ENTITY");
    }
    TransientTracker tracker = null;
    String entity = null;
    long bursts = 0;
    long entities = 0;
    long open = 0;
    for (Series.Point point : series.points()) {
      if (!point.entity().equals(entity)) {
        open += tracker != null && tracker.inside() ? 1 : 0;
        tracker = new TransientTracker(config);
        entity = point.entity();
        entities++;
      }
      var burst = tracker.update(point.values()[0], point.time());
      if (burst.isPresent()) {
        bursts++;
        print(out, entity, burst.get(), tracker.level());
      }
    }
    open += tracker != null && tracker.inside() ? 1 : 0;
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    series.report().lines().forEach(err::println);
    err.printf(
        Locale.ROOT,
        "%,d bursts in %,d values of %,d entities; %,d still open at the end%n",
        bursts,
        series.points().size(),
        entities,
        open);
    err.flush();
    return ExitCode.OK;
  }

  private void print(PrintWriter out, String entity, TransientTracker.Burst burst, double level) {
    Instant start = Instant.ofEpochMilli(burst.start());
    Instant end = Instant.ofEpochMilli(burst.end());
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("entity", entity);
      map.put("start", start.toString());
      map.put("end", end.toString());
      map.put("burst", burst.level());
      map.put("level", level);
      JsonOutput.print(out, map);
    } else {
      out.printf(
          Locale.ROOT, "%-24s %-24s %12.6g %12.6g  %s%n", start, end, burst.level(), level, entity);
    }
  }
}
