package io.flyball.core.places.sim;

/** How bright a drive along the corridor is. */
public enum Light {
  BRIGHT(120, 0.03),
  DIM(30, 0.042),
  DARK(6, 0.06);

  private final double brightness;
  private final double noise;

  Light(double brightness, double noise) {
    this.brightness = brightness;
    this.noise = noise;
  }

  /** Brightness on the scale of the pixel model. */
  public double brightness() {
    return brightness;
  }

  /** Noise of a pixel, e-folds. */
  public double noise() {
    return noise;
  }
}
