package io.flyball.cli.bench;

import io.flyball.bench.BenchReport.Row;
import io.flyball.bench.Commit;
import io.flyball.bench.Machine;
import io.flyball.cli.option.JsonOutput;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench import}: reading, sorting and sending a log, beside its floor. */
@Command(
    name = "import",
    description = {
      "An import of a CSV log in no order of time, from opening the file to the last",
      "acknowledgement, beside a bare producer that sends the same bytes from memory to the same",
      "broker with the same settings. Starts a broker of its own. Exit code 1 when a bar is missed."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball bench import",
      "  ./flyball bench import --rows 200000 --rounds 1 --json"
    })
public final class BenchImportCommand implements Callable<Integer> {
  private static final long FEWEST = 10_000;
  private static final long MOST = 20_000_000;

  @Spec private CommandSpec spec;

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
          "Rounds in which producer and import take turns, 1 to 100, after one that does not count"
              + " (default: ${DEFAULT-VALUE}).")
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

  @Override
  public Integer call() {
    if (rows < FEWEST || rows > MOST || rounds < 1 || rounds > 100) {
      throw UserError.usage("--rows is " + FEWEST + " to " + MOST + " and --rounds 1 to 100.");
    }
    List<Row> figures = measure(rows, rounds, seed);
    boolean met = figures.stream().allMatch(row -> row.met() == null || row.met());
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("benchmark", "import");
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
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(out, report);
    } else {
      BenchCommandTable.heading(out);
      BenchCommandTable.rows(out, "", figures);
    }
    out.flush();
    return met ? 0 : 1;
  }

  static List<Row> measure(long rows, int rounds, long seed) {
    return BenchRun.onBroker(
        (bootstrap, work) -> {
          try {
            return new ImportBench(Broker.started(bootstrap), work, rows, rounds).run(seed);
          } catch (IOException e) {
            throw UserError.causedBy("cannot write the log to " + work, e);
          }
        });
  }
}
