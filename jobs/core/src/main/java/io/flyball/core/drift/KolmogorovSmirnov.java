package io.flyball.core.drift;

/**
 * Two-sample Kolmogorov-Smirnov statistic for samples of equal size n, as a whole number: n times
 * the largest distance between the two empirical distribution functions.
 */
final class KolmogorovSmirnov {

  private KolmogorovSmirnov() {}

  /** The statistic of two sorted samples of equal size. */
  static int distanceCount(double[] a, double[] b) {
    int i = 0;
    int j = 0;
    int largest = 0;
    while (i < a.length && j < b.length) {
      double value = Math.min(a[i], b[j]);
      while (i < a.length && a[i] == value) {
        i++;
      }
      while (j < b.length && b[j] == value) {
        j++;
      }
      largest = Math.max(largest, Math.abs(i - j));
    }
    return largest;
  }

  /**
   * P(statistic >= count) under the null hypothesis without ties: the share of lattice paths from
   * (0, 0) to (n, n) that leave the band |i - j| < count (Hodges, 1958).
   */
  static double pValue(int n, int count) {
    double[] inside = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= n; j++) {
        if (Math.abs(i - j) >= count) {
          inside[j] = 0;
        } else if (i == 0 && j == 0) {
          inside[j] = 1;
        } else {
          // Each step carries the chance that a random path takes it, so that nothing overflows.
          double fromLeft = j > 0 ? inside[j - 1] * j / (i + j) : 0;
          double fromBelow = i > 0 ? inside[j] * i / (i + j) : 0;
          inside[j] = fromLeft + fromBelow;
        }
      }
    }
    return 1 - inside[n];
  }

  /** The smallest statistic with a p-value of at most alpha; n + 1 when there is none. */
  static int criticalCount(int n, double alpha) {
    int count = 1;
    while (count <= n && pValue(n, count) > alpha) {
      count++;
    }
    return count;
  }
}
