package io.flyball.core.control.sim;

/**
 * A synthetic scene: a vertical grating that drifts and a brighter bar that crosses it, with a
 * texture that stands still behind both.
 *
 * @param meanIntensity 1 … 255, the scale of the pixel model
 * @param contrast of the grating, 0 … 1
 * @param periodPixels of the grating
 * @param speedPixels per second; 0 = nothing moves
 */
public record MovingScene(
    double meanIntensity, double contrast, double periodPixels, double speedPixels)
    implements ViewedScene {

  public MovingScene {
    if (!(meanIntensity > 0) || !(contrast >= 0 && contrast < 1) || !(periodPixels > 0)) {
      throw new IllegalArgumentException(
          "A scene needs intensity above 0, contrast in [0, 1) and a period above 0.");
    }
  }

  @Override
  public double intensity(int x, int y, double seconds) {
    double shift = speedPixels * seconds;
    double phase = 2 * Math.PI * (x - shift) / periodPixels;
    double texture = 1 + 0.2 * Math.sin(0.7 * y) * Math.sin(0.3 * y);
    double bar = Math.abs(Math.floorMod((long) Math.floor(x - 2 * shift), 97L) - 48) < 3 ? 1.6 : 1;
    return meanIntensity * texture * bar * (1 + contrast * Math.sin(phase));
  }
}
