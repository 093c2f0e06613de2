package io.flyball.cli.gate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Gate: judge actions before they run, and episodes while they do. */
@Command(
    name = "gate",
    description = "Judge proposed actions of a log: critics, rules, supervision.",
    subcommands = {GateReplayCommand.class, GateRulesCommand.class, GateSimulateCommand.class})
public final class GateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "gate: replay, rules or simulate?");
  }
}
