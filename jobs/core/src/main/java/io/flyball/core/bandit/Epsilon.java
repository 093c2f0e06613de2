package io.flyball.core.bandit;

/**
 * How much to explore uniformly: epsilon_t = min(1, max(epsilon, decay K/t)); decay 0 keeps it
 * fixed, epsilon 0 lets it vanish (Auer, Cesa-Bianchi, Fischer, "Finite-time analysis of the
 * multiarmed bandit problem", 2002, use decay = c/gap^2).
 *
 * @param epsilon lower end, in [0, 1]
 * @param decay at least 0
 */
public record Epsilon(double epsilon, double decay) {
  public Epsilon {
    Checks.within("epsilon", epsilon, 0, 1);
    Checks.within("decay", decay, 0, Double.MAX_VALUE);
  }

  public static Epsilon fixed(double epsilon) {
    return new Epsilon(epsilon, 0);
  }

  /** Epsilon of the next decision among {@code arms} after {@code decided} decisions. */
  public double at(double decided, int arms) {
    return Math.min(1, Math.max(epsilon, decay * arms / (decided + 1)));
  }
}
