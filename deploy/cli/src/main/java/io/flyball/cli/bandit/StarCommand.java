package io.flyball.cli.bandit;

import io.flyball.cli.bandit.ResultTable.Column;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.bandit.Star;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bandit star}: compressed gradients of several clients. */
@Command(
    name = "star",
    description = {
      "Learn one model from several clients that tell a part of their gradients.",
      "",
      "Error feedback as in EF21: each client tells the K values of its gradient that differ most"
          + " from what it told. Prints the step, the squared gradient at the end and the bytes"
          + " sent, with the steps of both analyses and with whole gradients. The clients are"
          + " simulated; the sums of linear policies add up and need no such thing.",
      ""
    },
    footer = {"", "Example:", "  ./flyball bandit star --clients 20 --steep 100 --rounds 1000"})
public final class StarCommand implements Callable<Integer> {
  private static final ResultTable<Star.Result> TABLE =
      new ResultTable<>(
          List.of(
              new Column<>("updates", "UPDATES", "%-24s", Star.Result::name),
              new Column<>("step", "STEP", "%10.4g", Star.Result::step),
              new Column<>("squaredGradient", "SQUARED GRADIENT", "%18.4g", Star.Result::squares),
              new Column<>("bytes", "BYTES", "%,14d", Star.Result::bytes)));

  @Spec private CommandSpec spec;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "20",
      description = "Clients; default: 20.")
  private int clients;

  @Option(
      names = "--length",
      paramLabel = "D",
      defaultValue = "40",
      description = "Length of the model; default: 40.")
  private int length;

  @Option(
      names = "--tell",
      paramLabel = "K",
      defaultValue = "4",
      description = "Values in an update; default: 4.")
  private int tell;

  @Option(
      names = "--steep",
      paramLabel = "L",
      defaultValue = "100",
      description = "Smoothness of the first client's loss, 1 for all others; default: 100.")
  private double steep;

  @Option(
      names = "--rounds",
      paramLabel = "T",
      defaultValue = "200",
      description = "Rounds; default: 200.")
  private long rounds;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default: 1.")
  private long seed;

  @Option(names = "--json", description = "One JSON object per run.")
  private boolean json;

  @Override
  public Integer call() {
    List<Star.Result> results;
    try {
      results = new Star(clients, length, tell, steep, seed).run(rounds);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage());
    }
    TABLE.print(spec.commandLine().getOut(), results, json);
    return ExitCode.OK;
  }
}
