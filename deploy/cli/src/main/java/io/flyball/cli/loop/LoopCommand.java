package io.flyball.cli.loop;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The feedback loop: what it does in a log, in a simulation, and in the topics. */
@Command(
    name = "loop",
    description = "Measure, simulate and report a feedback loop.",
    subcommands = {LoopMetricsCommand.class, LoopSimulateCommand.class, LoopReportCommand.class})
public final class LoopCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "loop: metrics, simulate or report?");
  }
}
