package io.flyball.core.bandit.ope;

/**
 * A lower bound of the mean of values of at least 0 by betting: the smallest m that the wealth K(m)
 * = prod (1 + min(lambda_i, 1/(2m)) (X_i - m)) does not rule out by reaching 2/alpha, with lambda_i
 * = sqrt(2 ln(2/alpha) / (n s2_(i-1))), mu_i = (1/2 + sum X)/(i+1) and s2_i = (1/4 + sum (X -
 * mu)^2)/(i+1) (Waudby-Smith, Ramdas, "Estimating means of bounded random variables by betting",
 * JRSS B 2024).
 *
 * <p>Valid for one look at n values, whose mean lies in [0, 1]; the values themselves may be
 * larger, as weighted rewards are (Waudby-Smith, Wu, Ramdas, Karampatziakis, Mineiro,
 * "Anytime-valid off-policy inference for contextual bandits", 2022). Of values in [0, 1] the upper
 * bound is one minus the lower bound of 1 - X. It misses with probability at most alpha/2. Cost: n
 * per step of a bisection.
 */
public final class BettingBound {
  private static final int BISECTIONS = 34;
  private static final double LARGE = 1e100;

  private BettingBound() {}

  /**
   * The lower bound.
   *
   * @param x values of at least 0
   * @param n how many of them count
   * @param alpha twice the probability to miss, in (0, 1)
   */
  public static double lower(double[] x, int n, double alpha) {
    double[] lambda = new double[n];
    double sum = 0;
    double squares = 0.25;
    double variance = 0.25;
    for (int i = 0; i < n; i++) {
      lambda[i] = Math.sqrt(2 * Math.log(2 / alpha) / (n * variance));
      sum += x[i];
      double mean = (0.5 + sum) / (i + 2);
      squares += (x[i] - mean) * (x[i] - mean);
      variance = squares / (i + 2);
    }
    double threshold = Math.log(2 / alpha);
    double low = 0;
    double high = Math.min(1, sum / n);
    for (int i = 0; i < BISECTIONS && n > 0; i++) {
      double m = (low + high) / 2;
      if (m == 0 || logWealth(x, lambda, m) >= threshold) {
        low = m;
      } else {
        high = m;
      }
    }
    return low;
  }

  private static double logWealth(double[] x, double[] lambda, double m) {
    double most = 0.5 / m;
    double log = 0;
    double product = 1;
    for (int i = 0; i < lambda.length; i++) {
      product *= 1 + Math.min(lambda[i], most) * (x[i] - m);
      if (product > LARGE || product < 1 / LARGE) {
        log += Math.log(product);
        product = 1;
      }
    }
    return log + Math.log(product);
  }
}
