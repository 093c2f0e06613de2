package io.flyball.core.control.sim;

import io.flyball.core.camera.Geometry;

/** What the pixels of a modelled camera see. */
public interface ViewedScene {
  /** Intensity at a pixel and a time in seconds, 1 … 255 on the scale of the pixel model. */
  double intensity(int x, int y, double seconds);

  /** Fills in the intensities of all pixels at a time, row by row. */
  default void fill(Geometry geometry, double seconds, double[] out) {
    int pixel = 0;
    for (int y = 0; y < geometry.height(); y++) {
      for (int x = 0; x < geometry.width(); x++) {
        out[pixel++] = intensity(x, y, seconds);
      }
    }
  }
}
