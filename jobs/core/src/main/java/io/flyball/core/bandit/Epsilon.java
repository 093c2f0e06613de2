package io.flyball.core.bandit;

/**
 * How much to explore uniformly: 1 for the {@code first} decisions (explore first, then commit),
 * then epsilon_t = min(1, max(epsilon, decay K/t)); decay 0 keeps it fixed, epsilon 0 lets it
 * vanish (Auer, Cesa-Bianchi, Fischer, "Finite-time analysis of the multiarmed bandit problem",
 * 2002, use decay = c/gap^2).
 *
 * @param epsilon lower end, in [0, 1]
 * @param decay at least 0
 * @param first decisions, at least 0
 */
public record Epsilon(double epsilon, double decay, long first) {
  public Epsilon(double epsilon, double decay) {
    this(epsilon, decay, 0);
  }

  public Epsilon {
    if (first < 0) {
      throw new IllegalArgumentException("first must be at least 0 decisions, found " + first);
    }
    Checks.within("epsilon", epsilon, 0, 1);
    Checks.within("decay", decay, 0, Double.MAX_VALUE);
  }

  public static Epsilon fixed(double epsilon) {
    return new Epsilon(epsilon, 0);
  }

  /** Epsilon of the next decision among {@code arms} after {@code decided} decisions. */
  public double at(double decided, int arms) {
    return decided < first ? 1 : Math.min(1, Math.max(epsilon, decay * arms / (decided + 1)));
  }
}
