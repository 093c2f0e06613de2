package io.flyball.core.sync;

import java.util.Arrays;

/**
 * Constants of EF21 with the TopK compressor (Richtarik, Sokolov, Fatkhullin 2021; "Error Feedback
 * Reloaded", Richtarik, Gasanov, Burlachenko, ICLR 2024).
 *
 * <pre>
 *   alpha = k / d,   theta = 1 - sqrt(1 - alpha),   xi = (1 + sqrt(1 - alpha)) / alpha - 1
 *   step = 1 / (L + M xi),   M: arithmetic mean of the clients' L_i (before: quadratic mean)
 * </pre>
 *
 * <p>TopK is positively homogeneous, so that weighting the clients (EF21-W) gives the same iterates
 * as the step by the arithmetic mean; only that step is carried.
 *
 * @param alpha contraction of the compressor, in (0, 1]
 */
public record Ef21(double alpha) {

  public Ef21 {
    if (!(alpha > 0 && alpha <= 1)) {
      throw new IllegalArgumentException("alpha must lie in (0, 1], found " + alpha);
    }
  }

  public double theta() {
    return 1 - Math.sqrt(1 - alpha);
  }

  public double xi() {
    return (1 + Math.sqrt(1 - alpha)) / alpha - 1;
  }

  /**
   * The step that is safe.
   *
   * @param smoothness L, of the mean of the clients' losses
   * @param clients L_i, of each client's loss
   */
  public double step(double smoothness, double... clients) {
    return 1 / (smoothness + Arrays.stream(clients).average().orElseThrow() * xi());
  }

  /** The step of the first analysis, by the quadratic mean; never larger. */
  public double quadraticStep(double smoothness, double... clients) {
    double squares = Arrays.stream(clients).map(l -> l * l).average().orElseThrow();
    return 1 / (smoothness + Math.sqrt(squares) * xi());
  }
}
