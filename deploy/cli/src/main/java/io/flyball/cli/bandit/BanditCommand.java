package io.flyball.cli.bandit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Bandit policies without a stream: against simulated worlds and logs, and from logs to a job. */
@Command(
    name = "bandit",
    description = "Bandit policies on simulated worlds, on a log, and from one.",
    subcommands = {
      SimulateCommand.class,
      EvaluateCommand.class,
      LogReplayCommand.class,
      WarmStartCommand.class,
      StarCommand.class,
      GossipCommand.class
    })
public final class BanditCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "bandit: simulate, evaluate, replay, warm-start, star or gossip?");
  }
}
