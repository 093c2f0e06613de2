package io.flyball.cli.bandit;

import io.flyball.cli.bandit.ResultTable.Column;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.bandit.Gossip;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bandit gossip}: regions that learn one model without a middle. */
@Command(
    name = "gossip",
    description = {
      "Experimental: learn one model in several regions that only meet in pairs.",
      "",
      "DADAO: each region takes gradients of its own loss and meets its two neighbours in a ring,"
          + " by Poisson clocks; between events everything flows linearly. Prints four looks at a"
          + " run. The regions are simulated, and both ends of a meeting are at one instant: jobs"
          + " do not gossip. The sums of linear policies add up and need no such thing.",
      ""
    },
    footer = {"", "Example:", "  ./flyball bandit gossip --nodes 8 --steep 10 --until 600"})
public final class GossipCommand implements Callable<Integer> {
  private static final ResultTable<Gossip.Result> TABLE =
      new ResultTable<>(
          List.of(
              new Column<>("time", "TIME", "%10.4g", Gossip.Result::time),
              new Column<>("gradients", "GRADIENTS", "%,12d", Gossip.Result::gradients),
              new Column<>("meetings", "MEETINGS", "%,12d", Gossip.Result::meetings),
              new Column<>("bytes", "BYTES", "%,14d", Gossip.Result::bytes),
              new Column<>("squaredError", "SQUARED ERROR", "%18.4g", Gossip.Result::error)));

  @Spec private CommandSpec spec;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "8",
      description = "Regions in the ring; default: 8.")
  private int nodes;

  @Option(
      names = "--length",
      paramLabel = "D",
      defaultValue = "5",
      description = "Length of the model; default: 5.")
  private int length;

  @Option(
      names = "--steep",
      paramLabel = "L",
      defaultValue = "10",
      description = "Smoothness of the losses, whose convexity is 1; default: 10.")
  private double steep;

  @Option(
      names = "--until",
      paramLabel = "T",
      defaultValue = "600",
      description = "Length of the run; a region takes a gradient a unit; default: 600.")
  private double until;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default: 1.")
  private long seed;

  @Option(names = "--json", description = "One JSON object per look.")
  private boolean json;

  @Override
  public Integer call() {
    if (!(until > 0 && until <= 1e6)) {
      throw UserError.usage("--until must lie above 0 and be at most 1000000, found " + until);
    }
    List<Gossip.Result> results;
    try {
      results = new Gossip(nodes, length, steep, seed).run(until);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage());
    }
    TABLE.print(spec.commandLine().getOut(), results, json);
    return ExitCode.OK;
  }
}
