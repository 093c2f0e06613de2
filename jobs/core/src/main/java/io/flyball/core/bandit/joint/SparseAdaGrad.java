package io.flyball.core.bandit.joint;

import io.flyball.core.bandit.Checks;
import io.flyball.core.features.SparseVector;

/**
 * Least squares by stochastic gradients with a rate per index: g = h (p-y) x, G += g^2, w -= eta g
 * / sqrt(G) (Duchi, Hazan, Singer, "Adaptive subgradient methods", JMLR 2011). Layout: (w, G) by
 * index.
 *
 * @param eta rate, above 0
 */
public record SparseAdaGrad(double eta) implements SparseRegression {
  public SparseAdaGrad {
    Checks.positive("eta", eta);
  }

  @Override
  public String kind() {
    return "adagrad";
  }

  @Override
  public int scalars() {
    return 0;
  }

  @Override
  public int stride() {
    return 2;
  }

  @Override
  public int first() {
    return 0;
  }

  @Override
  public void learn(double[] s, int at, SparseVector x, double y, double h) {
    double error = h * (predict(s, at, x) - y);
    for (int n = 0; n < x.size(); n++) {
      int i = at + 2 * x.index(n);
      double g = error * x.value(n);
      s[i + 1] += g * g;
      if (s[i + 1] != 0) {
        s[i] -= eta * g / Math.sqrt(s[i + 1]);
      }
    }
  }

  /** eta sum x^2 / sqrt(G + x^2). */
  @Override
  public double sensitivity(double[] s, int at, SparseVector x) {
    double sum = 0;
    for (int n = 0; n < x.size(); n++) {
      double x2 = x.value(n) * x.value(n);
      sum += x2 / Math.sqrt(s[at + 2 * x.index(n) + 1] + x2);
    }
    return eta * sum;
  }
}
