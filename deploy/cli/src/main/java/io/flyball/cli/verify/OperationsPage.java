package io.flyball.cli.verify;

import io.flyball.bench.BenchReport;
import io.flyball.tools.UserError;
import io.flyball.verify.Fault.Target;
import io.flyball.verify.VerifyOptions;
import io.flyball.verify.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The page of what runs under faults have shown: one row for each job, scenario, backend and fault,
 * with the commit that was run. A new run replaces the rows of its job, scenario and backend and
 * leaves the others.
 */
final class OperationsPage {
  private static final String HEAD =
      """
      # Results under faults

      `./flyball verify --page docs/operations.md` writes this page; nobody else does. Each run kills processes, drains, repeats the same input without faults, and compares what readers of committed records find. *Lost* are records of the calm run that are missing, *doubled* those beyond it, both over all faults of the run. *Recovered* is the time from the fault to the first checkpoint that began after the process was replaced. `kafka.idle-after` is 1 min, as shipped; a checkpoint comes each second, a restart waits a second at most, and the load of a job sets some of its own keys, such as windows of seconds and `gate.silence=0 s`. [How to run it](how-to/verify-under-faults.md).

      | job | scenario | backend | records | fault | times | lost | doubled | recovered in s: median | longest | passed | commit |
      |---|---|---|---|---|---|---|---|---|---|---|---|
      """;

  private static final int COLUMNS_OF_RUN = 4;

  private OperationsPage() {}

  /** Puts the rows of a run in place of older ones of its kind. */
  static void update(Path page, VerifyReport report, String commit) {
    try {
      TreeMap<String, String> rows = new TreeMap<>();
      if (Files.exists(page)) {
        Files.readAllLines(page).stream()
            .filter(line -> line.startsWith("| ") && !HEAD.contains(line))
            .forEach(line -> rows.put(key(line), line));
      }
      String kind = kind(report);
      rows.keySet().removeIf(key -> key.startsWith(kind));
      rows(report, commit).forEach(line -> rows.put(key(line), line));
      Files.writeString(page, HEAD + String.join("\n", rows.values()) + "\n");
    } catch (IOException e) {
      throw UserError.causedBy("cannot write the page " + page, e);
    }
  }

  private static List<String> rows(VerifyReport report, String commit) {
    Map<Target, List<Double>> recoveries = report.story().recoveries();
    if (recoveries.isEmpty()) {
      return List.of(row(report, "of the scenario", 1, "", "", commit));
    }
    return recoveries.entrySet().stream()
        .map(
            one -> {
              List<Double> seconds = one.getValue();
              return row(
                  report,
                  VerifyCommand.spelled(one.getKey()),
                  seconds.size(),
                  seconds(BenchReport.median(seconds)),
                  seconds(Collections.max(seconds)),
                  commit);
            })
        .toList();
  }

  private static String row(
      VerifyReport report, String fault, int times, String median, String longest, String commit) {
    return String.format(
        Locale.ROOT,
        "%s%,d | %s | %d | %,d | %,d | %s | %s | %s | %s |",
        kind(report),
        report.options().records(),
        fault,
        times,
        report.missing(),
        report.extra(),
        median,
        longest,
        report.passed() ? "yes" : "**no**",
        commit);
  }

  private static String kind(VerifyReport report) {
    VerifyOptions options = report.options();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | ",
        report.job(),
        options.scenario(),
        VerifyCommand.spelled(options.backend()));
  }

  /** What a row is about: all columns up to the fault but the number of records. */
  private static String key(String row) {
    String[] cells = row.split(" \\| ", -1);
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < COLUMNS_OF_RUN - 1; i++) {
      key.append(cells[i]).append(" | ");
    }
    return key + cells[COLUMNS_OF_RUN];
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
