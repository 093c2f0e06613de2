package io.flyball.core.bandit.joint;

import io.flyball.core.bandit.Checks;
import io.flyball.core.features.SparseVector;

/**
 * Least squares by adaptive, normalised, importance-invariant gradients, the default of Vowpal
 * Wabbit ({@code reductions/gd.cc}; Ross, Mineiro, Langford, "Normalized online learning", UAI
 * 2013; Karampatziakis, Langford, "Online importance weight aware updates", UAI 2011). With p =
 * w'x:
 *
 * <pre>
 *   G_i += h 4(p-y)^2 x_i^2
 *   if |x_i| &gt; N_i: w_i *= N_i/|x_i| (when N_i &gt; 0), N_i = |x_i|
 *   r_i = 1/(sqrt(G_i) N_i);  S += h sum x_i^2/N_i^2;  T += h;  M = sqrt(T/S)
 *   s = M sum x_i^2 r_i;  u = (y-p)(1-exp(-2 eta h s))/s;  w_i += u M x_i r_i
 * </pre>
 *
 * Without normalisation N = M = 1. Nothing happens when p = y. Predictions are cut to the range of
 * the values seen. Layout: [S | T | least | greatest], then (w, G, N) by index.
 *
 * @param eta rate, above 0; 0.5 is usual
 * @param normalised whether features are scaled by the largest size they had
 * @param clipped whether predictions are cut
 */
public record Normalised(double eta, boolean normalised, boolean clipped)
    implements SparseRegression {
  private static final int S = 0;
  private static final int T = 1;
  private static final int LEAST = 2;
  private static final int GREATEST = 3;
  private static final int SCALARS = 4;

  /** Errors whose square is lost beside others. */
  private static final double NO_ERROR = 1e-75;

  public Normalised {
    Checks.positive("eta", eta);
  }

  @Override
  public String kind() {
    return normalised ? "normalised" : "adaptive";
  }

  @Override
  public int scalars() {
    return SCALARS;
  }

  @Override
  public int stride() {
    return 3;
  }

  @Override
  public int first() {
    return SCALARS;
  }

  @Override
  public double value(double[] s, int at, double sum) {
    return clipped ? Math.max(s[at + LEAST], Math.min(s[at + GREATEST], sum)) : sum;
  }

  private static int place(int at, SparseVector x, int n) {
    return at + SCALARS + 3 * x.index(n);
  }

  @Override
  public void learn(double[] s, int at, SparseVector x, double y, double h) {
    double p = predict(s, at, x);
    s[at + LEAST] = Math.min(s[at + LEAST], y);
    s[at + GREATEST] = Math.max(s[at + GREATEST], y);
    double error = y - p;
    if (!(Math.abs(error) * Math.sqrt(h) > NO_ERROR)) {
      return;
    }
    int n = x.size();
    double[] squares = new double[n];
    double[] scale = new double[n];
    grow(s, at, x, h * 4 * error * error, squares, scale);
    double[] rate = rates(squares, scale);
    double[] share = shares(x, scale);
    double norm = 0;
    double sum = 0;
    for (int k = 0; k < n; k++) {
      norm += share[k];
      sum += x.value(k) * x.value(k) * rate[k];
    }
    double m = 1;
    if (normalised) {
      s[at + S] += h * norm;
      s[at + T] += h;
      m = Math.sqrt(s[at + T] / s[at + S]);
    }
    double speed = m * sum;
    double move = eta * h * speed;
    double u = move < 1e-6 ? 2 * error * eta * h : error * -Math.expm1(-2 * move) / speed;
    for (int k = 0; k < n; k++) {
      int i = place(at, x, k);
      // An index that came again has grown since.
      boolean same = s[i + 1] == squares[k] && (!normalised || s[i + 2] == scale[k]);
      s[i] += u * m * x.value(k) * (same ? rate[k] : rate(s, i));
    }
  }

  /** G and N of each feature with the example; of a G of 0 infinity, for which the rate is 0. */
  private void grow(
      double[] s, int at, SparseVector x, double square, double[] squares, double[] scale) {
    for (int k = 0; k < squares.length; k++) {
      int i = place(at, x, k);
      double size = Math.abs(x.value(k));
      s[i + 1] += square * (size * size);
      if (normalised && size > s[i + 2]) {
        if (s[i + 2] > 0) {
          s[i] *= s[i + 2] / size;
        }
        s[i + 2] = size;
      }
      squares[k] = s[i + 1] > 0 ? s[i + 1] : Double.POSITIVE_INFINITY;
      scale[k] = normalised ? s[i + 2] : 1;
    }
  }

  /** r of each feature; roots and divisions of several at once, apart from what is scattered. */
  private static double[] rates(double[] squares, double[] scale) {
    double[] rate = new double[squares.length];
    for (int k = 0; k < rate.length; k++) {
      rate[k] = 1 / (Math.sqrt(squares[k]) * scale[k]);
    }
    return rate;
  }

  /** x^2/N^2 of each feature. */
  private static double[] shares(SparseVector x, double[] scale) {
    double[] share = new double[scale.length];
    for (int k = 0; k < share.length; k++) {
      share[k] = x.value(k) * x.value(k) / (scale[k] * scale[k]);
    }
    return share;
  }

  private double rate(double[] s, int i) {
    double root = Math.sqrt(s[i + 1]);
    return root > 0 ? 1 / (normalised ? root * s[i + 2] : root) : 0;
  }

  /** eta s at importance 1 and error 1, as an example there would leave G and N. */
  @Override
  public double sensitivity(double[] s, int at, SparseVector x) {
    double norm = 0;
    double sum = 0;
    for (int n = 0; n < x.size(); n++) {
      int i = place(at, x, n);
      double size = Math.abs(x.value(n));
      double x2 = size * size;
      double scale = normalised ? Math.max(size, s[i + 2]) : 1;
      norm += x2 / (scale * scale);
      sum += x2 / (Math.sqrt(s[i + 1] + 4 * x2) * scale);
    }
    double m = normalised ? Math.sqrt((s[at + T] + 1) / (s[at + S] + norm)) : 1;
    return eta * m * sum;
  }
}
