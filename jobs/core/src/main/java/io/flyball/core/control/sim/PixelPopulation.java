package io.flyball.core.control.sim;

import io.flyball.core.control.BiasPhysics;

/**
 * The event rate of a pixel array from the distribution of contrast speeds over its pixels: 70 %
 * see nothing move, 25 % lognormal around 5 e-folds/s, 5 % edges around 50 e-folds/s.
 *
 * <p>Of each pixel: c' = c/√(1 + (f/f_3dB)²); signal ½·c'/θ for each polarity; noise and leak are
 * added; a dead time t gives r/(1 + r·t), exact for a Poisson and for a regular train that starts
 * anew after it. A model: what it says of biases is qualitative.
 */
final class PixelPopulation {
  private static final double STATIC_SHARE = 0.70;
  private static final double TEXTURE_SHARE = 0.25;
  private static final double EDGE_SHARE = 0.05;
  private static final double LEAK_HZ = 0.1;
  private static final double FLICKER_CONTRAST = 0.3;
  private static final int QUANTILES = 16;

  private final double pixels;
  private final double[] texture = lognormal(5, 0.8);
  private final double[] edges = lognormal(50, 0.5);

  PixelPopulation(double pixels) {
    this.pixels = pixels;
  }

  /**
   * Events per second of the array.
   *
   * @param deadSeconds blind time after an event
   * @param burst factor on the noise, 1 when settled
   */
  double rate(BiasPhysics.Physical p, Scene scene, double deadSeconds, double burst) {
    double f3db = p.bandwidthHz() * scene.bandwidthFactor();
    double thetaOn = Double.isNaN(p.thetaOn()) ? 0.01 : Math.max(0.01, p.thetaOn());
    double thetaOff = Double.isNaN(p.thetaOff()) ? 0.01 : Math.max(0.01, -p.thetaOff());
    double noise =
        burst
                * (NoiseRate.of(thetaOn, scene.noise(), f3db)
                    + NoiseRate.of(thetaOff, scene.noise(), f3db))
            + (scene.noise() > 0 ? LEAK_HZ : 0);
    double perContrast = 0.5 / thetaOn + 0.5 / thetaOff;
    double flicker =
        lowPass(2 * Math.PI * scene.flickerHz() * FLICKER_CONTRAST, scene.flickerHz(), f3db);
    double moving =
        STATIC_SHARE * dead(noise, deadSeconds)
            + TEXTURE_SHARE * mean(texture, scene, f3db, perContrast, noise, deadSeconds)
            + EDGE_SHARE * mean(edges, scene, f3db, perContrast, noise, deadSeconds);
    double share = scene.flickerShare();
    return pixels
        * ((1 - share) * moving + share * dead(flicker * perContrast + noise, deadSeconds));
  }

  private static double mean(
      double[] speeds, Scene scene, double f3db, double perContrast, double noise, double dead) {
    double sum = 0;
    for (double c : speeds) {
      sum +=
          dead(lowPass(c * scene.motion(), scene.stimulusHz(), f3db) * perContrast + noise, dead);
    }
    return sum / speeds.length;
  }

  private static double lowPass(double c, double f, double f3db) {
    return f3db > 0 ? c / Math.sqrt(1 + (f / f3db) * (f / f3db)) : 0;
  }

  private static double dead(double r, double seconds) {
    return r / (1 + r * seconds);
  }

  /** Midpoint quantiles of a lognormal by the logistic approximation of the normal quantile. */
  private static double[] lognormal(double median, double sigma) {
    double[] q = new double[QUANTILES];
    for (int i = 0; i < QUANTILES; i++) {
      double u = (i + 0.5) / QUANTILES;
      q[i] = median * Math.exp(sigma * Math.log(u / (1 - u)) / 1.702);
    }
    return q;
  }
}
