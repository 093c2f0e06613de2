package io.flyball.cli.bench;

import io.flyball.bench.BenchReport;
import io.flyball.bench.BenchReport.Row;
import io.flyball.connectors.file.LogTable;
import io.flyball.core.loop.Catalogue;
import io.flyball.core.loop.IdNumber;
import io.flyball.core.loop.LoopWindow;
import io.flyball.core.loop.WindowMetrics;
import io.flyball.local.analyze.LogAnalysis;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.tools.importing.ImportFiles;
import io.flyball.tools.importing.ImportReading;
import io.flyball.tools.loop.ReportPage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An analysis of a log: the whole of it, from opening the file to the report, in this process; and
 * the metrics of its windows alone, by the classes that the loop job computes them with, in one
 * thread.
 */
final class AnalyzeBench {
  /** A log of so many interactions is to be answered in {@value #SECONDS} s. */
  static final int SMALL = 100_000;

  static final double SECONDS = 20;

  /** Interactions a second that the metrics of counts are to take on one core. */
  static final double RATE = 1e6;

  private static final long WINDOW = 86_400_000;
  private static final long MEMORY = 256L << 20;

  private final Path work;
  private final int small;

  /**
   * @param small rows of the log whose answer is timed
   */
  AnalyzeBench(Path work, int small) {
    this.work = work;
    this.small = small;
  }

  /**
   * Measures; the figures in reading order.
   *
   * @param rows of the larger log
   * @param rounds of the metrics that count, after one that does not
   */
  List<Row> run(long rows, int rounds, long seed) throws IOException {
    Path first = ImportLoad.write(work, "small.csv", small, seed);
    Path large = ImportLoad.write(work, "large.csv", rows, seed);
    double seconds = analyze(first)[0];
    double[] spent = analyze(large);
    List<FeedbackSignal> log = signals(large);
    // The job is told the size of its catalogue.
    Catalogue catalogue =
        new Catalogue(log.stream().map(FeedbackSignal::getItem).distinct().count(), Map.of());
    List<Double> rates = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      long from = System.nanoTime();
      long values = metrics(log, catalogue);
      double rate = log.size() * 1e9 / (System.nanoTime() - from);
      if (values == 0) {
        throw new IllegalStateException("the log has no window");
      }
      if (round > 0) {
        rates.add(rate);
      }
    }
    String whole = String.format(Locale.ROOT, "analyze, %,d interactions", rows);
    return List.of(
        new Row(
            String.format(Locale.ROOT, "analyze, %,d interactions, to 20 s", small),
            "s",
            SECONDS,
            seconds,
            SECONDS / seconds,
            1.0,
            seconds <= SECONDS),
        Row.alone(whole, "/s", rows / spent[0]),
        Row.alone(whole + ", of a core", "/s", rows / spent[1]),
        Row.atLeast("metrics of counts, to 1 M/s", "/s", RATE, BenchReport.median(rates), 1));
  }

  /** Seconds that passed, and seconds of all processors. */
  private double[] analyze(Path log) {
    long from = System.nanoTime();
    long cpu = processorNanos();
    try (ImportReading reading = new ImportReading(work, MEMORY)) {
      reading.read(
          ImportFiles.find(List.of(log), null, System.in, work),
          ImportLoad.layout(),
          null,
          new ImportReading.Settings(null, true));
      ReportPage.of(new LogAnalysis(work, text -> {}).run(reading, null, 0));
    }
    return new double[] {(System.nanoTime() - from) / 1e9, (processorNanos() - cpu) / 1e9};
  }

  private static long processorNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean os
        ? os.getProcessCpuTime()
        : System.nanoTime();
  }

  private static List<FeedbackSignal> signals(Path log) throws IOException {
    try (Stream<LogTable.Row> rows = LogTable.open(log, ImportLoad.layout()).rows()) {
      return rows.flatMap(row -> row.records().stream())
          .map(FeedbackSignal.class::cast)
          .sorted(Comparator.comparing(FeedbackSignal::getTime))
          .toList();
    }
  }

  /** Every window of a day with all earlier ones as its past; how many values there are. */
  private static long metrics(List<FeedbackSignal> log, Catalogue catalogue) {
    WindowMetrics metrics = new WindowMetrics(catalogue);
    LoopWindow past = new LoopWindow();
    LoopWindow window = new LoopWindow();
    long pane = Long.MIN_VALUE;
    long values = 0;
    for (FeedbackSignal signal : log) {
      long at = Math.floorDiv(signal.getTime().toEpochMilli(), WINDOW);
      if (at != pane && pane != Long.MIN_VALUE) {
        values += metrics.of(window, past).size();
        past.merge(window);
        window = new LoopWindow();
      }
      pane = at;
      window.add(IdNumber.of(signal.getUser()), IdNumber.of(signal.getItem()));
    }
    return values + metrics.of(window, past).size();
  }
}
