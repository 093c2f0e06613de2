package io.flyball.cli.modes;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Modes: which state something is in, how it moves between states, how many it uses. */
@Command(
    name = "modes",
    description = "Rates between states, hidden states, diversity of a log.",
    subcommands = {
      FitCommand.class,
      FilterCommand.class,
      DiversityCommand.class,
      TransientsCommand.class,
      TippingCommand.class
    })
public final class ModesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "modes: fit, filter, diversity, transients or tipping?");
  }
}
