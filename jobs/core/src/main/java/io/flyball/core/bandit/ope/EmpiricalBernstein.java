package io.flyball.core.bandit.ope;

/**
 * Half-widths of intervals for the mean of independent values in a known range, which hold for any
 * number of them. The range has to be known beforehand, as from the least propensity that the
 * policy of a log allows; the largest value seen is none.
 */
public final class EmpiricalBernstein {
  private EmpiricalBernstein() {}

  /**
   * sqrt(2 V ln(4/alpha)/n) + 7 B ln(4/alpha)/(3 (n-1)) (Maurer, Pontil, "Empirical Bernstein
   * bounds and sample variance penalization", COLT 2009), two-sided.
   *
   * @param variance V, the sample variance
   * @param range B, above 0
   * @param n number of values; infinite below 2
   */
  public static double halfWidth(double variance, double range, double n, double alpha) {
    double log = Math.log(4 / alpha);
    return n < 2
        ? Double.POSITIVE_INFINITY
        : Math.sqrt(2 * variance * log / n) + 7 * range * log / (3 * (n - 1));
  }

  /**
   * The interval with predictable weights around sum(lambda X)/sum(lambda): (ln(2/alpha) + sum 4
   * (X_i - mu_(i-1))^2 (-ln(1-lambda_i) - lambda_i)/4)/sum(lambda) (Waudby-Smith, Ramdas 2024),
   * with the lambda of {@link BettingBound}, at most 1/2.
   *
   * @param x values in [0, 1]
   * @return its ends
   */
  public static double[] predictable(double[] x, double alpha) {
    double log = Math.log(2 / alpha);
    double sum = 0;
    double squares = 0.25;
    double variance = 0.25;
    double mean = 0.5;
    double lambdas = 0;
    double weighted = 0;
    double cost = log;
    for (int i = 0; i < x.length; i++) {
      double lambda = Math.min(0.5, Math.sqrt(2 * log / (x.length * variance)));
      double error = x[i] - mean;
      lambdas += lambda;
      weighted += lambda * x[i];
      cost += error * error * (-Math.log1p(-lambda) - lambda);
      sum += x[i];
      mean = (0.5 + sum) / (i + 2);
      squares += (x[i] - mean) * (x[i] - mean);
      variance = squares / (i + 2);
    }
    double centre = weighted / lambdas;
    return new double[] {centre - cost / lambdas, centre + cost / lambdas};
  }
}
