package io.flyball.cli.bench;

import io.flyball.bench.BenchReport.Row;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
  @Spec private CommandSpec spec;

  @Mixin private LogBenchOptions options;

  @Override
  public Integer call() {
    return options.run("import", BenchImportCommand::measure, spec.commandLine().getOut());
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
