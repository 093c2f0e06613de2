package io.flyball.cli.bench;

import io.flyball.bench.BenchReport.Row;
import io.flyball.bench.LearnerBench;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bench learner}: a policy on hashed features beside Vowpal Wabbit. */
@Command(
    name = "learner",
    description = {
      "A policy on hashed features of context and arm decides and learns in this process: decisions",
      "a second of one thread's processor time, and the progressive loss of the first 200,000,",
      "beside figures of Vowpal Wabbit 9.11.2. A row is a decision. Exit code 1 when a bar is",
      "missed."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball bench learner",
      "  ./flyball bench learner --rows 200000 --rounds 1 --json"
    })
public final class BenchLearnerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LogBenchOptions options;

  @Override
  public Integer call() {
    return options.run("learner", BenchLearnerCommand::measure, spec.commandLine().getOut());
  }

  static List<Row> measure(long rows, int rounds, long seed) {
    return new LearnerBench(rows, rounds, seed).run();
  }
}
