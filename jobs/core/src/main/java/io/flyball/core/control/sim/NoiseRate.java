package io.flyball.core.control.sim;

/**
 * How often noise alone crosses a contrast threshold.
 *
 * <p>With x = log10(R/f_3dB): log10(θ/V_n) = −0.0026x³ − 0.036x² − 0.1949x + 0.321, inverted for
 * the rate R of one polarity. Source: a fit to Graça and Delbruck, "Unraveling the paradox of
 * intensity-dependent DVS pixel noise", 2021, figure 3, as v2e uses it. V_n is the noise after the
 * bandwidth limit in e-folds.
 */
final class NoiseRate {
  private static final double LEAST = -6;
  private static final double MOST = 1;

  private NoiseRate() {}

  /**
   * Crossings per second of one polarity; 0 for no bandwidth.
   *
   * @param theta size of the threshold in e-folds; NaN (no threshold left) gives the largest rate
   */
  static double of(double theta, double noise, double bandwidthHz) {
    if (!(bandwidthHz > 0) || noise <= 0) {
      return 0;
    }
    double wanted = Double.isNaN(theta) ? -9 : Math.log10(Math.max(1e-9, theta) / noise);
    double lo = LEAST;
    double hi = MOST;
    if (wanted >= fit(lo)) {
      return 0;
    }
    for (int i = 0; i < 60; i++) {
      double mid = (lo + hi) / 2;
      if (fit(mid) > wanted) {
        lo = mid;
      } else {
        hi = mid;
      }
    }
    return bandwidthHz * Math.pow(10, hi);
  }

  private static double fit(double x) {
    return ((-0.0026 * x - 0.036) * x - 0.1949) * x + 0.321;
  }
}
