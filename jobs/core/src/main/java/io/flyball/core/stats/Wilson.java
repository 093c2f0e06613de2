package io.flyball.core.stats;

/**
 * Wilson score interval of a proportion (Wilson, JASA 1927): usable from the first trial on and
 * near 0 and 1.
 *
 * @param lower in [0, 1]; 0 without trials
 * @param upper in [0, 1]; 1 without trials
 */
public record Wilson(double lower, double upper) {

  /**
   * The interval for {@code successes} of {@code trials}.
   *
   * @param z standard normal quantile, 1.96 for 95 %
   */
  public static Wilson of(long successes, long trials, double z) {
    if (successes < 0 || successes > trials || !(z > 0)) {
      throw new IllegalArgumentException(
          successes + " of " + trials + " at z = " + z + " is no proportion");
    }
    if (trials == 0) {
      return new Wilson(0, 1);
    }
    double n = trials;
    double p = successes / n;
    double square = z * z;
    double centre = p + square / (2 * n);
    double half = z * Math.sqrt(p * (1 - p) / n + square / (4 * n * n));
    double scale = 1 + square / n;
    return new Wilson(Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale));
  }
}
