package io.flyball.core.stats;

/**
 * Means, variances and covariance of pairs, updated one pair at a time (Welford 1962; Chan, Golub,
 * LeVeque 1983). O(1) per pair. All results are NaN before the first pair.
 */
public final class CoMoments {
  private long n;
  private double meanX;
  private double meanY;
  private double sumXx;
  private double sumYy;
  private double sumXy;

  public void add(double x, double y) {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new IllegalArgumentException("values must be finite, were " + x + ", " + y);
    }
    n++;
    double gapX = x - meanX;
    double gapY = y - meanY;
    meanX += gapX / n;
    meanY += gapY / n;
    sumXx += gapX * (x - meanX);
    sumYy += gapY * (y - meanY);
    sumXy += gapX * (y - meanY);
  }

  public long count() {
    return n;
  }

  public double meanX() {
    return n == 0 ? Double.NaN : meanX;
  }

  public double meanY() {
    return n == 0 ? Double.NaN : meanY;
  }

  /** Population variance, divided by n. */
  public double varianceX() {
    return n == 0 ? Double.NaN : sumXx / n;
  }

  /** Population variance, divided by n. */
  public double varianceY() {
    return n == 0 ? Double.NaN : sumYy / n;
  }

  public double covariance() {
    return n == 0 ? Double.NaN : sumXy / n;
  }

  /** Pearson correlation in [-1, 1]; NaN when either side is constant. */
  public double pearson() {
    double scale = Math.sqrt(sumXx) * Math.sqrt(sumYy);
    return scale == 0 ? Double.NaN : Math.max(-1, Math.min(1, sumXy / scale));
  }

  /** Paired t statistic of x - y with n - 1 degrees of freedom; NaN below two pairs. */
  public double pairedT() {
    double squares = sumXx + sumYy - 2 * sumXy;
    return n < 2 ? Double.NaN : (meanX - meanY) / Math.sqrt(Math.max(0, squares) / (n - 1) / n);
  }
}
