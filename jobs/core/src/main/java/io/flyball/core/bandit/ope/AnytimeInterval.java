package io.flyball.core.bandit.ope;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * An interval for a candidate's value that holds at every moment at once, so it may be looked at
 * after each row.
 *
 * <p>Both ends bet against Y = w (r-low)/(high-low) and its mirror image: with s = sum(Y) - n mu, v
 * = sum (Y - prediction)^2 and prediction = (sum of earlier Y + 1/2)/(n+1), the gamma-exponential
 * mixture's log wealth s + v + rho ln rho - (v+rho) ln(s+v+rho) + ln G(v+rho, s+v+rho) - ln G(rho,
 * rho), rho = 1 and G the lower incomplete gamma function, exceeds ln(2/alpha) only with
 * probability alpha/2 when mu is the true mean (Howard, Ramdas, McAuliffe, Sekhon, "Time-uniform,
 * nonparametric, nonasymptotic confidence sequences", Annals of Statistics 2021).
 *
 * <p>State: five doubles. Cost: O(1) per row, a bisection per look. Wide with heavy weights: that
 * is its honesty.
 */
public final class AnytimeInterval {
  /** Length of the packed state. */
  public static final int SIZE = 5;

  private static final double RHO = 1;
  private static final int BISECTIONS = 60;
  private static final int N = 0;
  private static final int LOW = 1;
  private static final int HIGH = 3;

  private final double low;
  private final double high;
  private final double alpha;
  private final double[] s;

  public AnytimeInterval(double low, double high, double alpha) {
    this(low, high, alpha, new double[SIZE]);
  }

  /**
   * Goes on from packed sums, which are changed in place.
   *
   * @param low smallest possible reward
   * @param high largest possible reward
   * @param alpha probability of ever missing the true value, in (0, 1)
   */
  public AnytimeInterval(double low, double high, double alpha, double[] state) {
    if (!(low < high && alpha > 0 && alpha < 1) || state.length != SIZE) {
      throw new IllegalArgumentException(
          "low < high, alpha in (0, 1) and "
              + SIZE
              + " sums are needed, found "
              + low
              + ", "
              + high
              + ", "
              + alpha
              + " and "
              + state.length
              + " sums");
    }
    this.low = low;
    this.high = high;
    this.alpha = alpha;
    this.s = state;
  }

  /** The packed sums. */
  public double[] state() {
    return s;
  }

  /**
   * Adds a row.
   *
   * @param weight pi(a|x)/p, finite and at least 0
   * @param reward within the interval's range
   */
  public void add(double weight, double reward) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a weight must be finite and at least 0, found " + weight);
    }
    check(reward);
    bet(LOW, weight * (reward - low) / (high - low));
    bet(HIGH, weight * (high - reward) / (high - low));
    s[N]++;
  }

  /** Refuses a reward out of range. */
  void check(double reward) {
    if (!(reward >= low && reward <= high)) {
      throw new IllegalArgumentException(
          "a reward must lie in [" + low + ", " + high + "], found " + reward);
    }
  }

  private void bet(int side, double y) {
    double error = y - (s[side] + 0.5) / (s[N] + 1);
    s[side] += y;
    s[side + 1] += error * error;
  }

  /** Lower end; the smallest reward before the first row. */
  public double lower() {
    return low + (high - low) * bound(LOW);
  }

  /** Upper end; the largest reward before the first row. */
  public double upper() {
    return high - (high - low) * bound(HIGH);
  }

  private double bound(int side) {
    if (s[N] == 0) {
      return 0;
    }
    double threshold = Math.log(2 / alpha);
    double from = 0;
    double to = Math.min(1, s[side] / s[N]);
    if (logWealth(side, from) <= threshold) {
      return from;
    }
    if (logWealth(side, to) >= threshold) {
      return to;
    }
    for (int i = 0; i < BISECTIONS; i++) {
      double mu = (from + to) / 2;
      if (logWealth(side, mu) > threshold) {
        from = mu;
      } else {
        to = mu;
      }
    }
    return from;
  }

  private double logWealth(int side, double mu) {
    double gain = s[side] - s[N] * mu;
    double a = s[side + 1] + RHO;
    double x = gain + a;
    return gain
        + s[side + 1]
        + RHO * Math.log(RHO)
        - a * Math.log(x)
        + logLowerGamma(a, x)
        - logLowerGamma(RHO, RHO);
  }

  private static double logLowerGamma(double a, double x) {
    return Math.log(RegularizedGamma.P.value(a, x)) + LogGamma.value(a);
  }
}
