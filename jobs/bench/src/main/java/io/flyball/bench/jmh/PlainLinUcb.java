package io.flyball.bench.jmh;

/**
 * LinUCB as one writes it down first: a full inverse per arm, plain double loops, theta solved for
 * after every reward. The measure that the packed form has to beat.
 */
final class PlainLinUcb {
  private final int d;
  private final double alpha;
  private final double[][][] inverse;
  private final double[][] b;
  private final double[][] theta;
  private final double[] u;

  PlainLinUcb(int arms, int d, double alpha) {
    this.d = d;
    this.alpha = alpha;
    inverse = new double[arms][d][d];
    b = new double[arms][d];
    theta = new double[arms][d];
    u = new double[d];
    for (double[][] p : inverse) {
      for (int i = 0; i < d; i++) {
        p[i][i] = 1;
      }
    }
  }

  int decide(double[] x) {
    int best = 0;
    double top = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < inverse.length; a++) {
      double mean = 0;
      double width2 = 0;
      for (int i = 0; i < d; i++) {
        double row = 0;
        for (int j = 0; j < d; j++) {
          row += inverse[a][i][j] * x[j];
        }
        width2 += x[i] * row;
        mean += theta[a][i] * x[i];
      }
      double score = mean + alpha * Math.sqrt(width2);
      if (score > top) {
        top = score;
        best = a;
      }
    }
    return best;
  }

  void learn(int a, double[] x, double reward) {
    double[][] p = inverse[a];
    double q = 0;
    for (int i = 0; i < d; i++) {
      double sum = 0;
      for (int j = 0; j < d; j++) {
        sum += p[i][j] * x[j];
      }
      u[i] = sum;
      q += x[i] * sum;
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        p[i][j] -= u[i] * u[j] / (1 + q);
      }
      b[a][i] += reward * x[i];
    }
    for (int i = 0; i < d; i++) {
      double sum = 0;
      for (int j = 0; j < d; j++) {
        sum += p[i][j] * b[a][j];
      }
      theta[a][i] = sum;
    }
  }
}
