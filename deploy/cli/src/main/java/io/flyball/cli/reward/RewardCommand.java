package io.flyball.cli.reward;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Rewards that were made: why they are what they are, and what other weights would make of them.
 */
@Command(
    name = "reward",
    description = "Explain a reward, compare weights, learn heads.",
    subcommands = {
      ExplainCommand.class,
      CompareCommand.class,
      InterferenceCommand.class,
      HeadsCommand.class
    })
public final class RewardCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "reward: explain, compare, interference or heads?");
  }
}
