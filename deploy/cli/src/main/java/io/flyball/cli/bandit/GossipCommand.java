package io.flyball.cli.bandit;

import io.flyball.cli.option.JsonOutput;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.bandit.Gossip;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.printf(
          Locale.ROOT,
          "%10s %12s %12s %14s %18s%n",
          "TIME",
          "GRADIENTS",
          "MEETINGS",
          "BYTES",
          "SQUARED ERROR");
    }
    for (Gossip.Result result : results) {
      if (json) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("time", result.time());
        map.put("gradients", result.gradients());
        map.put("meetings", result.meetings());
        map.put("bytes", result.bytes());
        map.put("squaredError", result.error());
        JsonOutput.print(out, map);
      } else {
        out.printf(
            Locale.ROOT,
            "%10.4g %,12d %,12d %,14d %18.4g%n",
            result.time(),
            result.gradients(),
            result.meetings(),
            result.bytes(),
            result.error());
      }
    }
    out.flush();
    return ExitCode.OK;
  }
}
