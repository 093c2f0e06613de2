package io.flyball.cli.bandit;

import io.flyball.cli.option.UnusedOptions;
import io.flyball.core.bandit.env.SlateSimulation;
import io.flyball.core.bandit.env.SlateUsers;
import io.flyball.tools.UserError;
import io.flyball.tools.bandit.SeedRun;
import io.flyball.tools.bandit.World;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Slates in a simulated world. */
public final class SlatesOption {
  private static final List<String> CLICKED = List.of("lin", "lin-drift", "bern", "switching");

  @Option(
      names = "--positions",
      defaultValue = "0",
      paramLabel = "K",
      description =
          "Show slates of K positions, filled from the top; a reward is a click (default: one"
              + " arm).")
  private int positions;

  @Option(
      names = "--users",
      defaultValue = "position-based",
      paramLabel = "MODEL",
      description =
          "How users look at a slate: position-based, at position l with probability 1/l; or"
              + " cascade, down to the first click (default: ${DEFAULT-VALUE}).")
  private String users;

  @Option(
      names = "--clicks",
      defaultValue = "independent",
      paramLabel = "MODEL",
      description =
          "How clicks are credited, as bandit.clicks: independent, cascade or position-based"
              + " (default: ${DEFAULT-VALUE}).")
  private String clicks;

  /** The slates that are asked for; null for none. */
  SeedRun.Slates of(CommandSpec spec, World world, String env) {
    if (positions == 0) {
      UnusedOptions.refuse(spec, "with --positions K", "--users", "--clicks");
      return null;
    }
    UnusedOptions.refuse(spec, "without --positions", "--delay", "--lost", "--in-flink");
    if (!CLICKED.contains(env)) {
      throw UserError.usage(
          "slates are clicked in the worlds " + String.join(", ", CLICKED) + ", not in " + env);
    }
    int arms = world.environment(0).arms();
    if (positions < 1 || positions > arms) {
      throw UserError.usage(
          "--positions is 1 to " + arms + ", the arms of --env " + env + "; found " + positions);
    }
    return new SeedRun.Slates(
        positions,
        named("--users", users, SlateUsers.values()),
        named("--clicks", clicks, SlateSimulation.Credit.values()));
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant of a name in lower case, with hyphens. */
  static <E extends Enum<E>> E named(String option, String text, E[] values) {
    return Arrays.stream(values)
        .filter(value -> label(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.usage(
                    option
                        + " is "
                        + Arrays.stream(values)
                            .map(SlatesOption::label)
                            .collect(Collectors.joining(", "))
                        + ", not '"
                        + text
                        + "'"));
  }
}
