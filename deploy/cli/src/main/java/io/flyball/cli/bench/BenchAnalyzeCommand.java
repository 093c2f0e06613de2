package io.flyball.cli.bench;

import io.flyball.bench.BenchReport.Row;
import io.flyball.local.DataDir;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bench analyze}: how long the answer to a log takes. */
@Command(
    name = "analyze",
    description = {
      "An analysis of a CSV log in this process: all of 100,000 interactions in seconds, all of a",
      "larger log as a rate, of the machine and of one core; and the metrics of its windows alone,",
      "by the classes of the loop job in one thread. Exit code 1 when a bar is missed."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball bench analyze",
      "  ./flyball bench analyze --rows 200000 --rounds 1 --json"
    })
public final class BenchAnalyzeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LogBenchOptions options;

  @Override
  public Integer call() {
    return options.run("analyze", BenchAnalyzeCommand::measure, spec.commandLine().getOut());
  }

  static List<Row> measure(long rows, int rounds, long seed) {
    try (DataDir work = DataDir.temporary()) {
      return new AnalyzeBench(work.path(), AnalyzeBench.SMALL).run(rows, rounds, seed);
    } catch (IOException e) {
      throw UserError.causedBy("cannot write the log", e);
    }
  }
}
