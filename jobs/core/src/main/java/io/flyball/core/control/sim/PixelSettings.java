package io.flyball.core.control.sim;

import io.flyball.core.control.BiasPhysics;

/**
 * What a pixel of the model is set to.
 *
 * @param thetaOn ON threshold, e-folds
 * @param thetaOff size of the OFF threshold, e-folds
 * @param mismatch standard deviation of the thresholds over pixels
 * @param bandwidthHz at full intensity
 * @param refractorySeconds blind time after an event
 * @param leakHz rate of leak events
 * @param noise standard deviation of the noise after the low-pass, e-folds
 */
public record PixelSettings(
    double thetaOn,
    double thetaOff,
    double mismatch,
    double bandwidthHz,
    double refractorySeconds,
    double leakHz,
    double noise) {

  /** A quiet pixel. */
  public static final PixelSettings QUIET = new PixelSettings(0.2, 0.2, 0, 300, 0.5e-3, 0, 0);

  public PixelSettings {
    if (!(thetaOn > 0 && thetaOff > 0 && mismatch >= 0 && bandwidthHz >= 0)
        || !(refractorySeconds >= 0 && leakHz >= 0 && noise >= 0)) {
      throw new IllegalArgumentException(
          "Thresholds lie above 0, mismatch, bandwidth, blind time, leak and noise from 0 on.");
    }
  }

  /** These settings with the thresholds, bandwidth and blind time of a set of biases. */
  public PixelSettings biased(BiasPhysics.Physical p) {
    double on = Double.isNaN(p.thetaOn()) ? LEAST : Math.max(LEAST, p.thetaOn());
    double off = Double.isNaN(p.thetaOff()) ? LEAST : Math.max(LEAST, -p.thetaOff());
    double blind = Math.min(1, p.refractorySeconds());
    return new PixelSettings(on, off, mismatch, p.bandwidthHz(), blind, leakHz, noise);
  }

  private static final double LEAST = 0.01;
}
