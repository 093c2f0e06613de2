package io.flyball.cli.gate;

import io.flyball.cli.option.JsonOutput;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.gate.GateLines;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gate simulate}: draws a log of actions, critics and episodes. */
@Command(
    name = "simulate",
    description = {
      "Draw a log of actions, critics and episodes whose truth is known.",
      "",
      "An agent is right in 8 of 10 actions; wrong ones tend to be faster. Critic careful accepts"
          + " .9 of the right and .2 of the wrong actions, hasty .7 and .3, with 4%% of answers that"
          + " cannot be read and some that are late, contrary .25 and .8. Each task has two"
          + " proposals, as if the first had been blocked. 4 of 10 episodes of four subgoals have a"
          + " fault that the next subgoal runs into; looks miss a tenth of the faults. The same seed"
          + " gives the same lines."
    },
    footer = {"", "Example:", "  ./flyball gate simulate --tasks 2000 --seed 7 > drawn.jsonl"})
public final class GateSimulateCommand implements Callable<Integer> {
  private static final long MOST = 1_000_000;

  @Spec private CommandSpec spec;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default: 1.")
  private long seed;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Tasks of two proposals; default: 1000.")
  private long tasks;

  @Option(
      names = "--episodes",
      paramLabel = "N",
      defaultValue = "200",
      description = "Episodes of four subgoals; default: 200.")
  private long episodes;

  @Override
  public Integer call() {
    if (tasks < 0 || episodes < 0 || tasks > MOST || episodes > MOST) {
      throw UserError.usage("--tasks and --episodes are numbers from 0 to 1000000");
    }
    PrintWriter out = spec.commandLine().getOut();
    GateLines.draw(seed, tasks, episodes, line -> JsonOutput.print(out, line));
    out.flush();
    return ExitCode.OK;
  }
}
