package io.flyball.core.bandit.joint;

import io.flyball.core.bandit.Checks;
import io.flyball.core.features.SparseVector;
import io.flyball.core.features.Weights;

/**
 * FTRL-proximal for squared loss (McMahan et al., "Ad click prediction: a view from the trenches",
 * KDD 2013): w = 0 where |z| &lt;= l1, else -(z - sign(z) l1) / ((beta + sqrt n)/alpha + l2); with
 * g = 2h(p-y)x: sigma = (sqrt(n+g^2) - sqrt n)/alpha, z += g - sigma w, n += g^2. Layout: (z, n) by
 * index.
 *
 * @param alpha rate, above 0
 * @param beta at least 0
 * @param l1 at least 0: what is below it has no weight
 * @param l2 at least 0
 */
public record SparseFtrl(double alpha, double beta, double l1, double l2)
    implements SparseRegression, Weights {
  public SparseFtrl {
    Checks.positive("alpha", alpha);
    Checks.within("beta", beta, 0, Checks.GREATEST);
    Checks.within("l1", l1, 0, Checks.GREATEST);
    Checks.within("l2", l2, 0, Checks.GREATEST);
  }

  @Override
  public String kind() {
    return "ftrl";
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
  public Weights weights() {
    return this;
  }

  @Override
  public double of(double[] s, int i) {
    double z = s[i];
    if (Math.abs(z) <= l1 || z == 0) {
      return 0;
    }
    return -(z - Math.copySign(l1, z)) / ((beta + Math.sqrt(s[i + 1])) / alpha + l2);
  }

  @Override
  public int first() {
    return 0;
  }

  @Override
  public void learn(double[] s, int at, SparseVector x, double y, double h) {
    double error = 2 * h * (predict(s, at, x) - y);
    for (int n = 0; n < x.size(); n++) {
      int i = at + 2 * x.index(n);
      double g = error * x.value(n);
      double w = of(s, i);
      double sigma = (Math.sqrt(s[i + 1] + g * g) - Math.sqrt(s[i + 1])) / alpha;
      s[i] += g - sigma * w;
      s[i + 1] += g * g;
    }
  }
}
