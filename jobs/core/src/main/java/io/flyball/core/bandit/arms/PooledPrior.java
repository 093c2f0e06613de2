package io.flyball.core.bandit.arms;

/** What is expected of a new arm from those that are known: empirical Bayes over arms. */
public final class PooledPrior {
  private static final double LEAST = 1e-6;

  private PooledPrior() {}

  /**
   * A Beta prior by moments (Kleinman 1973): with n_i observations of sum s_i, p_i = s_i/n_i and
   * w_i = n_i/N,
   *
   * <pre>
   * m = sum w p,  S = sum w (p - m)²,  a = sum w (1-w)/n
   * rho = (S/(m(1-m)) - a) / (sum w (1-w) - a), in [1e-6, 1],  strength = 1/rho - 1
   * </pre>
   *
   * @param mean m, in [0, 1]
   * @param strength observations that the prior is worth: Beta(m strength, (1-m) strength)
   */
  public record Beta(double mean, double strength) {}

  /**
   * The Beta prior of arms with rewards in [0, 1]; arms without observations are left out. One arm
   * alone says nothing about the differences between arms: its prior is as strong as can be.
   *
   * @throws IllegalArgumentException when no arm has an observation
   */
  public static Beta beta(double[] sums, double[] observations) {
    double total = 0;
    double all = 0;
    for (int i = 0; i < sums.length; i++) {
      total += observations[i];
      all += sums[i];
    }
    if (!(total > 0)) {
      throw new IllegalArgumentException("no known arm has an observation to begin from");
    }
    double m = all / total;
    double spread = 0;
    double within = 0;
    double shares = 0;
    for (int i = 0; i < sums.length; i++) {
      if (observations[i] > 0) {
        double w = observations[i] / total;
        double difference = sums[i] / observations[i] - m;
        spread += w * difference * difference;
        within += w * (1 - w) / observations[i];
        shares += w * (1 - w);
      }
    }
    double rho = (spread / (m * (1 - m)) - within) / (shares - within);
    double clamped = rho >= LEAST ? Math.min(1, rho) : LEAST;
    return new Beta(m, 1 / clamped - 1);
  }

  /**
   * A normal prior of a new arm.
   *
   * @param mean of the arms
   * @param variance of a new arm about it: tau² + 1/sum of w*
   * @param between tau², the variance between arms
   */
  public record Normal(double mean, double variance, double between) {}

  /**
   * The normal prior by DerSimonian and Laird (1986): tau² = max(0, (Q - (k-1)) / (sum w - sum
   * w²/sum w)) with w = 1/se², and w* = 1/(se² + tau²).
   *
   * @param estimates one for each arm, at least one
   * @param variances se² of each, above 0
   */
  public static Normal normal(double[] estimates, double[] variances) {
    double w = 0;
    double squares = 0;
    double weighted = 0;
    for (int i = 0; i < estimates.length; i++) {
      w += 1 / variances[i];
      squares += 1 / (variances[i] * variances[i]);
      weighted += estimates[i] / variances[i];
    }
    double q = 0;
    for (int i = 0; i < estimates.length; i++) {
      double difference = estimates[i] - weighted / w;
      q += difference * difference / variances[i];
    }
    double rest = w - squares / w;
    double between = rest > 0 ? Math.max(0, (q - (estimates.length - 1)) / rest) : 0;
    double all = 0;
    double mean = 0;
    for (int i = 0; i < estimates.length; i++) {
      all += 1 / (variances[i] + between);
      mean += estimates[i] / (variances[i] + between);
    }
    return new Normal(mean / all, between + 1 / all, between);
  }
}
