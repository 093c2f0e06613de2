package io.flyball.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How fast it is on this machine. */
@Command(
    name = "bench",
    description = "Measure how fast the jobs are on this machine.",
    subcommands = {BenchCommandFeedback.class, BenchCommandKernels.class})
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "bench: feedback or kernels?");
  }
}
