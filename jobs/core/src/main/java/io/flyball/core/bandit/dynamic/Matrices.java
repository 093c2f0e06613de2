package io.flyball.core.bandit.dynamic;

/** The few operations on tiny dense matrices that a linear system needs. */
final class Matrices {
  private static final int DOUBLINGS = 40;

  private Matrices() {}

  static double[][] times(double[][] a, double[][] b) {
    double[][] out = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < b[0].length; j++) {
          out[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return out;
  }

  static double[] times(double[][] a, double[] x) {
    double[] out = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < x.length; j++) {
        out[i] += a[i][j] * x[j];
      }
    }
    return out;
  }

  static double[] transposedTimes(double[][] a, double[] x) {
    double[] out = new double[a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < out.length; j++) {
        out[j] += a[i][j] * x[i];
      }
    }
    return out;
  }

  static double[][] scale(double[][] a, double factor) {
    double[][] out = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        out[i][j] = factor * a[i][j];
      }
    }
    return out;
  }

  static double norm(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  /** lim |A^n|^(1/n) by repeated squaring; also right for complex pairs. */
  static double spectralRadius(double[][] a) {
    double[][] power = a;
    double log = 0;
    double exponent = 1;
    for (int i = 0; i < DOUBLINGS; i++) {
      double size = frobenius(power);
      if (size == 0) {
        return 0;
      }
      log += Math.log(size) / exponent;
      power = scale(power, 1 / size);
      power = times(power, power);
      exponent *= 2;
    }
    return Math.exp(log);
  }

  /** Largest singular value. */
  static double spectralNorm(double[][] a) {
    double[][] transposed = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        transposed[j][i] = a[i][j];
      }
    }
    return Math.sqrt(spectralRadius(times(transposed, a)));
  }

  private static double frobenius(double[][] a) {
    double sum = 0;
    for (double[] row : a) {
      for (double v : row) {
        sum += v * v;
      }
    }
    return Math.sqrt(sum);
  }
}
