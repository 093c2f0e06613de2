package io.flyball.core.bandit.regression;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.linear.Packed;
import io.flyball.core.bandit.linear.Regression;

/**
 * Least squares by stochastic gradients with a rate per coordinate: g = (w'x - r) x, G += g^2, w -=
 * eta g / sqrt(G) (Duchi, Hazan, Singer, "Adaptive subgradient methods", JMLR 2011).
 *
 * <p>Arm layout: [w (d) | G (d)]. Cost: d to predict, 3d to learn.
 *
 * @param d length of the context, at least 1
 * @param eta step size, above 0
 */
public record AdaGrad(int d, double eta) implements Regression {
  public AdaGrad {
    if (d < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, found " + d);
    }
    Checks.positive("eta", eta);
  }

  @Override
  public String kind() {
    return "adagrad";
  }

  @Override
  public int size() {
    return 2 * d;
  }

  @Override
  public double predict(double[] arm, int objective, double[] x) {
    return Packed.dot(arm, 0, x, d);
  }

  /** eta sum |g x| / sqrt(G + g^2) with g = error x. */
  @Override
  public double sensitivity(double[] arm, double[] x, double error) {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      double g = error * x[i];
      double scale = arm[d + i] + g * g;
      sum += scale == 0 ? 0 : eta * g * x[i] / Math.sqrt(scale);
    }
    return Math.abs(sum);
  }

  @Override
  public void learn(double[] arm, double[] x, double[] note, double[] reward, double w) {
    double error = w * (predict(arm, 0, x) - reward[0]);
    for (int i = 0; i < d; i++) {
      double g = error * x[i];
      arm[d + i] += g * g;
      // A gradient whose square is 0 moves nothing.
      if (arm[d + i] != 0) {
        arm[i] -= eta * g / Math.sqrt(arm[d + i]);
      }
    }
  }
}
