package io.flyball.core.stats;

/**
 * Least-squares line y = intercept + slope x.
 *
 * @param r2 share of the variance explained; 1 when y is constant and so fitted exactly
 */
public record LinearFit(double slope, double intercept, double r2) {

  /** Fits y over x = 1, 2, ..., n; needs two values. */
  public static LinearFit overIndex(double... y) {
    double[] x = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i + 1;
    }
    return of(x, y);
  }

  /** Fits y over x; needs two different x. */
  public static LinearFit of(double[] x, double[] y) {
    if (x.length != y.length || x.length < 2) {
      throw new IllegalArgumentException(
          "a line needs two points at least and as many x as y, had " + x.length + ", " + y.length);
    }
    CoMoments moments = new CoMoments();
    for (int i = 0; i < x.length; i++) {
      moments.add(x[i], y[i]);
    }
    if (moments.varianceX() == 0) {
      throw new IllegalArgumentException("a line needs two different x, all were " + x[0]);
    }
    double slope = moments.covariance() / moments.varianceX();
    double r = moments.pearson();
    double r2 = moments.varianceY() == 0 ? 1 : r * r;
    return new LinearFit(slope, moments.meanY() - slope * moments.meanX(), r2);
  }
}
