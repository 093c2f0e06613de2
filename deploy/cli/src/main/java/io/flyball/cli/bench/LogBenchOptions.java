package io.flyball.cli.bench;

import io.flyball.bench.BenchReport.Row;
import io.flyball.bench.Commit;
import io.flyball.bench.Machine;
import io.flyball.cli.option.JsonOutput;
import io.flyball.tools.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What the benchmarks of logs have in common: the size of the log, and how figures are printed. */
final class LogBenchOptions {
  private static final long FEWEST = 10_000;
  private static final long MOST = 20_000_000;

  @Option(
      names = "--rows",
      defaultValue = "1000000",
      paramLabel = "N",
      description = "Rows of the log, 10000 to 20000000 (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      paramLabel = "N",
      description =
          "Rounds that count, 1 to 100, after one that does not (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of the log (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Print one JSON object instead of the table.")
  private boolean json;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON to a file as well.")
  private Path file;

  /** Measures the figures of a log. */
  interface Measured {
    List<Row> measure(long rows, int rounds, long seed);
  }

  /**
   * Measures and prints.
   *
   * @return 0 where every bar is met
   */
  int run(String benchmark, Measured measured, PrintWriter out) {
    if (rows < FEWEST || rows > MOST || rounds < 1 || rounds > 100) {
      throw UserError.usage("--rows is " + FEWEST + " to " + MOST + " and --rounds 1 to 100.");
    }
    List<Row> figures = measured.measure(rows, rounds, seed);
    boolean met = figures.stream().allMatch(row -> row.met() == null || row.met());
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("benchmark", benchmark);
    report.put("met", met);
    report.put("figures", figures);
    report.put("rows", rows);
    report.put("rounds", rounds);
    report.put("seed", seed);
    report.put("machine", Machine.here());
    report.put("commit", Commit.here());
    if (file != null) {
      JsonOutput.save(file, report);
    }
    if (json) {
      JsonOutput.print(out, report);
    } else {
      BenchCommandTable.heading(out);
      BenchCommandTable.rows(out, "", figures);
    }
    out.flush();
    return met ? 0 : 1;
  }
}
