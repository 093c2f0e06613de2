package io.flyball.core.bandit.env;

import io.flyball.core.bandit.dynamic.LinearSystem;
import java.util.List;

/** Environments by name, as they stand in commands. */
public final class EnvironmentName {
  /** Every name. */
  public static final List<String> NAMES =
      List.of("lin", "lin-drift", "bern", "dlb-synthetic", "dlb-real", "switching", "chain");

  /** Those whose number of arms can be chosen. */
  public static final List<String> CHOOSES_ARMS = List.of("lin", "lin-drift", "switching");

  /** Those whose length of contexts can be chosen. */
  public static final List<String> CHOOSES_CONTEXT = List.of("lin", "lin-drift");

  private static final double SIGMA = 0.01;
  private static final double GAP = 0.1;

  private EnvironmentName() {}

  /**
   * The environment of a name.
   *
   * @param arms number of arms of lin, lin-drift and switching; the others have their own
   * @param dim context length of lin and lin-drift without the constant
   * @param rounds planned; lin-drift redraws its weights after every quarter of them
   */
  public static Environment of(String name, int arms, int dim, long rounds, long seed) {
    return switch (name) {
      case "lin" -> new LinearEnvironment(seed, arms, dim, 0);
      case "lin-drift" -> new LinearEnvironment(seed, arms, dim, Math.max(1, rounds / 4));
      case "bern" -> BernoulliEnvironment.clicks(seed);
      case "dlb-synthetic" -> dynamical(LinearSystem.synthetic(), seed);
      case "dlb-real" -> dynamical(LinearSystem.advertising(), seed);
      case "switching" -> BernoulliEnvironment.gap(seed, arms, GAP);
      case "chain" -> new ChainEnvironment(seed);
      default ->
          throw new IllegalArgumentException(
              "unknown environment '" + name + "', known are " + String.join(", ", NAMES));
    };
  }

  private static Environment dynamical(LinearSystem system, long seed) {
    return new DynamicalEnvironment(system, LinearSystem.actions(), SIGMA, seed);
  }
}
