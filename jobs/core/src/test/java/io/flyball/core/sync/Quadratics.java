package io.flyball.core.sync;

import io.flyball.core.random.Draws;

/** Clients of f_i(x) = l_i / 2 |x - c_i|^2, whose minimum is known. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Quadratics(double[] l, double[][] centre) {

  /** One client is a hundred times as steep as the others. */
  static Quadratics outlier(int clients, int length, long seed) {
    double[] l = new double[clients];
    double[][] centre = new double[clients][length];
    for (int i = 0; i < clients; i++) {
      l[i] = i == 0 ? 100 : 1;
      for (int j = 0; j < length; j++) {
        centre[i][j] = Draws.gaussian(seed, i, j);
      }
    }
    return new Quadratics(l, centre);
  }

  double smoothness() {
    double sum = 0;
    for (double one : l) {
      sum += one;
    }
    return sum / l.length;
  }

  double[] gradient(int i, double[] x) {
    double[] g = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      g[j] = l[i] * (x[j] - centre[i][j]);
    }
    return g;
  }

  double[] gradient(double[] x) {
    double[] g = new double[x.length];
    for (int i = 0; i < l.length; i++) {
      double[] one = gradient(i, x);
      for (int j = 0; j < x.length; j++) {
        g[j] += one[j] / l.length;
      }
    }
    return g;
  }

  /** f(x) - f*, which is |grad f|^2 / (2 L) here. */
  double excess(double[] x) {
    return squares(gradient(x)) / (2 * smoothness());
  }

  static double squares(double[] v) {
    double sum = 0;
    for (double one : v) {
      sum += one * one;
    }
    return sum;
  }
}
