package io.flyball.cli.pipe;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A job as a Unix filter. */
@Command(
    name = "pipe",
    description = "Run one job as a filter: JSON lines in, JSON lines out.",
    subcommands = {
      PipeBanditCommand.class,
      PipeBiasCommand.class,
      PipeDataloopCommand.class,
      PipeFeedbackCommand.class,
      PipeGateCommand.class,
      PipeLoopCommand.class,
      PipeModesCommand.class,
      PipeRewardCommand.class
    })
public final class PipeCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "pipe needs the name of a job: feedback, reward, bandit, loop, bias, modes, dataloop or gate");
  }
}
