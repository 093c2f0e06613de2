package io.flyball.core.bandit.joint;

import io.flyball.core.features.SparseVector;

/**
 * Coin betting, which has no rate to choose (Orabona, Tommasi, "Training deep networks without
 * learning rates through coin betting", NIPS 2017; {@code --coin} of Vowpal Wabbit): w_i = (4 +
 * W_i) z_i / (L m_i (L m_i + A_i)), with m_i the largest |x_i|, L the larger of 1 and the largest
 * |d| seen, d = 2h(p-y); p = sum w_i x_i / V, V = (S + 1e-6)/T. After p: m, L and w_i anew, then z
 * -= d x, A += |d x|, W -= d x w_i. Layout: [S | T | L], then (m, z, A, W, w) by index.
 */
public record SparseCoin() implements SparseRegression {
  private static final double ALPHA = 4;
  private static final int S = 0;
  private static final int T = 1;
  private static final int L = 2;
  private static final int SCALARS = 3;
  private static final int STRIDE = 5;

  @Override
  public String kind() {
    return "coin";
  }

  @Override
  public int scalars() {
    return SCALARS;
  }

  @Override
  public int stride() {
    return STRIDE;
  }

  @Override
  public int first() {
    return SCALARS + 4;
  }

  @Override
  public double value(double[] s, int at, double sum) {
    return s[at + T] == 0 ? 0 : sum / ((s[at + S] + 1e-6) / s[at + T]);
  }

  @Override
  public void learn(double[] s, int at, SparseVector x, double y, double h) {
    double norm = 0;
    double sum = 0;
    double l = s[at + L];
    for (int n = 0; n < x.size(); n++) {
      int i = at + SCALARS + STRIDE * x.index(n);
      s[i] = Math.max(s[i], Math.abs(x.value(n)));
      norm += x.value(n) * x.value(n) / (s[i] * s[i]);
      sum += weight(s, i, l) * x.value(n);
    }
    s[at + S] += h * norm;
    s[at + T] += h;
    double p = sum / ((s[at + S] + 1e-6) / s[at + T]);
    double d = 2 * h * (p - y);
    l = Math.max(l == 0 ? 1 : l, Math.abs(d));
    s[at + L] = l;
    for (int n = 0; n < x.size(); n++) {
      int i = at + SCALARS + STRIDE * x.index(n);
      double w = weight(s, i, l);
      double dx = d * x.value(n);
      s[i + 1] -= dx;
      s[i + 2] += Math.abs(dx);
      s[i + 3] -= dx * w;
      s[i + 4] = weight(s, i, l);
    }
  }

  private static double weight(double[] s, int i, double l) {
    double scale = l * s[i];
    return scale == 0 ? 0 : (ALPHA + s[i + 3]) * s[i + 1] / (scale * (scale + s[i + 2]));
  }
}
