package io.flyball.cli.loop;

import io.flyball.cli.option.JsonOutput;
import io.flyball.cli.option.TextOption;
import io.flyball.connectors.text.ReadReport;
import io.flyball.connectors.text.TextOptions;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.loop.LoopMetric;
import io.flyball.core.loop.Metric;
import io.flyball.core.loop.SlateMetric;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.loop.Interaction;
import io.flyball.tools.loop.ItemCatalogue;
import io.flyball.tools.loop.LogMetrics;
import io.flyball.tools.loop.LoopLog;
import io.flyball.tools.loop.WindowLength;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loop metrics}: what a log tells of its feedback loop. */
@Command(
    name = "metrics",
    description = {
      "The metrics of each window of a log of ratings or exposures.",
      "",
      "Reads tables of text with the columns user, item and time, and id, kind, rating, click,"
          + " position, slate, source, categories, holdout, where there are any; MovieLens and"
          + " MovieTweetings without a header; JSON lines or an Avro container of Exposure and"
          + " FeedbackSignal; and Open Bandit logs; gzip and Zstandard too. Encoding, delimiter,"
          + " quoting, header and unit of time are detected, and the command prints what it"
          + " assumed. A row that cannot be used is skipped and counted. The table shows some"
          + " metrics; --csv and --json have all, by the names that docs/reference/loop-metrics.md"
          + " explains. What is undefined in a window is -, empty or null."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball loop metrics samples/movietweetings/ratings.dat.gz --window 1w",
      "  ./flyball loop metrics samples/obd/bts/men.csv.gz --json",
      "  ./flyball loop metrics samples/obd/random/men.csv.gz --csv > days.csv"
    })
public final class LoopMetricsCommand implements Callable<Integer> {
  private static final List<Metric> CHOSEN =
      List.of(
          LoopMetric.EVENTS,
          LoopMetric.USERS,
          LoopMetric.ITEMS,
          LoopMetric.COVERAGE,
          LoopMetric.GINI_OVER_N,
          LoopMetric.ENTROPY_NATS,
          LoopMetric.TOP10_SHARE,
          LoopMetric.TAIL_SHARE,
          LoopMetric.MEAN_JACCARD);

  private static final Set<Metric> COUNTS =
      Set.of(LoopMetric.EVENTS, LoopMetric.USERS, LoopMetric.ITEMS);

  private static final List<Metric> OF_SLATES =
      List.of(SlateMetric.CLICK_RATE, SlateMetric.EXPOSURE_SHARE_GENERATED);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The log.")
  private Path file;

  @Option(
      names = "--window",
      paramLabel = "LENGTH",
      defaultValue = "1d",
      description = "Length of a window in UTC, such as 1d (the default), 12h or 1w (from Monday).")
  private String window;

  @Option(
      names = "--catalogue",
      paramLabel = "FILE",
      description = {
        "Table of items and their categories, as movies.dat, movies.csv, u.item or a .item file;"
            + " default: the movies.dat, movies.csv or u.item beside the log, if there is one."
      })
  private Path catalogue;

  @Option(
      names = "--catalogue-size",
      paramLabel = "N",
      defaultValue = "0",
      description = "Items that could be shown (n); default: those that the log has.")
  private long size;

  @Mixin private TextOption text;

  @Option(
      names = "--clicks",
      paramLabel = "KIND",
      split = ",",
      defaultValue = "CLICK",
      description = "Kinds of signals that count as clicks; default: CLICK.")
  private List<SignalKind> clicks;

  @ArgGroup private Format format = new Format();

  private static final class Format {
    @Option(names = "--json", description = "One JSON object to a window.")
    private boolean json;

    @Option(names = "--csv", description = "CSV with a header.")
    private boolean csv;
  }

  @Override
  public Integer call() {
    WindowLength length;
    try {
      length = WindowLength.parse(window);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--window: " + e.getMessage());
    }
    TextOptions options = text.options();
    LoopLog read = LoopLog.read(file, options, EnumSet.copyOf(clicks));
    List<Interaction> log = read.lines();
    if (log.isEmpty()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "the log %s has no line that shows or chooses an item%s",
              file,
              read.report().problems().isEmpty()
                  ? ""
                  : "; the first: " + read.report().problems().get(0)));
    }
    Map<String, List<String>> categories = categories(options, read.report());
    LogMetrics metrics;
    try {
      metrics = new LogMetrics(log, length, categories, size);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--catalogue-size: " + e.getMessage());
    }
    List<LogMetrics.Row> rows = metrics.rows();
    PrintWriter out = spec.commandLine().getOut();
    if (format.json) {
      rows.forEach(row -> JsonOutput.print(out, asMap(row)));
    } else if (format.csv) {
      csv(out, rows);
    } else {
      table(out, rows);
    }
    out.flush();
    read.report().lines().forEach(this::say);
    say(
        String.format(
            Locale.ROOT,
            "%,d windows, %,d lines, a catalogue of n = %,d items",
            rows.size(),
            log.size(),
            metrics.catalogueSize()));
    return ExitCode.OK;
  }

  private Map<String, List<String>> categories(TextOptions options, ReadReport report) {
    Path found = catalogue != null ? catalogue : ItemCatalogue.beside(file).orElse(null);
    if (found == null) {
      return Map.of();
    }
    report.assume("categories from " + found.getFileName());
    return ItemCatalogue.read(found, options.encoding(), report);
  }

  private static Map<String, Object> asMap(LogMetrics.Row row) {
    Map<String, Object> values = new LinkedHashMap<>();
    row.values()
        .forEach(
            (metric, value) -> values.put(metric.name(), Double.isFinite(value) ? value : null));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("window", row.index());
    map.put("start", Instant.ofEpochMilli(row.start()).toString());
    map.put("end", Instant.ofEpochMilli(row.end()).toString());
    map.put("metrics", values);
    return map;
  }

  private static void csv(PrintWriter out, List<LogMetrics.Row> rows) {
    String names =
        rows.get(0).values().keySet().stream().map(Metric::name).collect(Collectors.joining(","));
    out.println("window,start,end," + names);
    for (LogMetrics.Row row : rows) {
      String values =
          row.values().values().stream()
              .map(value -> Double.isFinite(value) ? value.toString() : "")
              .collect(Collectors.joining(","));
      out.printf(
          Locale.ROOT,
          "%d,%s,%s,%s%n",
          row.index(),
          Instant.ofEpochMilli(row.start()),
          Instant.ofEpochMilli(row.end()),
          values);
    }
  }

  private static void table(PrintWriter out, List<LogMetrics.Row> rows) {
    List<Metric> metrics = new ArrayList<>(CHOSEN);
    metrics.addAll(OF_SLATES.stream().filter(rows.get(0).values()::containsKey).toList());
    out.printf(Locale.ROOT, "%-20s", "START");
    metrics.forEach(metric -> out.printf(Locale.ROOT, " %" + width(metric) + "s", metric.name()));
    out.println();
    for (LogMetrics.Row row : rows) {
      out.printf(Locale.ROOT, "%-20s", Instant.ofEpochMilli(row.start()));
      metrics.forEach(
          metric ->
              out.printf(
                  Locale.ROOT, " %" + width(metric) + "s", text(metric, row.values().get(metric))));
      out.println();
    }
  }

  private static int width(Metric metric) {
    return Math.max(9, metric.name().length());
  }

  private static String text(Metric metric, double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    return COUNTS.contains(metric)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%.6f", value);
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }
}
