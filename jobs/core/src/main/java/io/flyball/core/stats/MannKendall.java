package io.flyball.core.stats;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether a series rises or falls, without assuming a distribution: Mann (1945) and Kendall (1975),
 * with Sen's slope (1968) and its interval. S is the number of pairs that rise less the number that
 * fall; its variance without trend is {@code (n(n-1)(2n+5) - sum t(t-1)(2t+5)) / 18} over the ties
 * t. Values that are not finite are left out. O(n^2) in time and, for the slopes, in memory.
 *
 * @param n values that count
 * @param s rising less falling pairs
 * @param p two-sided probability of such an S without trend, normal approximation with continuity;
 *     1 with fewer than {@value #LEAST} values
 * @param slope median of the slopes of all pairs, per step; NaN with fewer than two values
 * @param lower end of the slope's interval of 95 %
 * @param upper end of the slope's interval of 95 %
 */
public record MannKendall(int n, long s, double p, double slope, double lower, double upper) {
  /** Fewer values show nothing. */
  public static final int LEAST = 5;

  private static final double Z95 = 1.959963984540054;

  /** The trend of values at equal steps. */
  public static MannKendall of(double[] series) {
    int count = (int) Arrays.stream(series).filter(Double::isFinite).count();
    double[] values = new double[count];
    double[] steps = new double[count];
    int next = 0;
    for (int i = 0; i < series.length; i++) {
      if (Double.isFinite(series[i])) {
        values[next] = series[i];
        steps[next++] = i;
      }
    }
    long s = 0;
    double[] slopes = new double[count * (count - 1) / 2];
    int pairs = 0;
    Map<Double, Integer> ties = new HashMap<>();
    for (int i = 0; i < count; i++) {
      ties.merge(values[i] + 0.0, 1, Integer::sum);
      for (int j = i + 1; j < count; j++) {
        s += (long) Math.signum(values[j] - values[i]);
        slopes[pairs++] = (values[j] - values[i]) / (steps[j] - steps[i]);
      }
    }
    Arrays.sort(slopes);
    double variance = part(count);
    for (int tied : ties.values()) {
      variance -= part(tied);
    }
    double deviation = Math.sqrt(Math.max(0, variance / 18));
    double z = deviation > 0 ? (Math.abs(s) - Math.min(1, Math.abs(s))) / deviation : 0;
    double p = count < LEAST || z == 0 ? 1 : Math.min(1, 2 * upperTail(z));
    if (pairs == 0) {
      return new MannKendall(count, s, 1, Double.NaN, Double.NaN, Double.NaN);
    }
    double reach = Z95 * deviation;
    int low = (int) Math.max(0, Math.floor((pairs - reach) / 2));
    int high = (int) Math.min(pairs - 1, Math.ceil((pairs + reach) / 2));
    double slope =
        pairs % 2 == 1 ? slopes[pairs / 2] : (slopes[pairs / 2 - 1] + slopes[pairs / 2]) / 2;
    return new MannKendall(count, s, p, slope, slopes[low], slopes[high]);
  }

  private static double part(long n) {
    return (double) n * (n - 1) * (2 * n + 5);
  }

  /**
   * P(Z > z) of the standard normal distribution for z >= 0: Abramowitz and Stegun 7.1.26, within
   * 1.5e-7.
   */
  private static double upperTail(double z) {
    double x = z / Math.sqrt(2);
    double t = 1 / (1 + 0.3275911 * x);
    double poly =
        t
            * (0.254829592
                + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    return 0.5 * poly * StrictMath.exp(-x * x);
  }
}
