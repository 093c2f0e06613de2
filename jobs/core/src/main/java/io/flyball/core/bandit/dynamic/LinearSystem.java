package io.flyball.core.bandit.dynamic;

/**
 * A linear system whose reward carries the past: x' = A x + B u + noise, y = omega'x + theta'u +
 * noise (Mussi, Metelli, Restelli, "Dynamical Linear Bandits", ICML 2023). Holding action u forever
 * is worth h'u per round, h = theta + B'(I-A)^-T omega.
 *
 * @param a square, spectral radius below 1
 * @param b one row per state, one column per action coordinate
 * @param omega reward of the state
 * @param theta immediate reward of the action
 */
@SuppressWarnings("ArrayRecordComponent") // constants of an experiment, never compared
public record LinearSystem(double[][] a, double[][] b, double[] omega, double[] theta) {

  public LinearSystem {
    int n = a.length;
    if (n == 0 || b.length != n || omega.length != n || b[0].length != theta.length) {
      throw new IllegalArgumentException(
          "A must be square, B have a row per state and a column per action coordinate, found "
              + n
              + " states, "
              + b.length
              + " rows of B, "
              + omega.length
              + " state rewards and "
              + theta.length
              + " action rewards");
    }
    if (!(Matrices.spectralRadius(a) < 1)) {
      throw new IllegalArgumentException(
          "the spectral radius of A must be below 1, found " + Matrices.spectralRadius(a));
    }
  }

  /** The paper's synthetic system: only the first and third action coordinates act with delay. */
  public static LinearSystem synthetic() {
    return new LinearSystem(
        new double[][] {{.2, 0, 0}, {0, 0, 0}, {0, 0, .1}},
        new double[][] {{.45, 0, 0}, {0, 0, 0}, {0, 0, .1}},
        new double[] {1, 0, .1},
        new double[] {0, .5, .1});
  }

  /** The paper's system identified from advertising data; a complex pair of poles. */
  public static LinearSystem advertising() {
    return new LinearSystem(
        new double[][] {{.38, .33, .6}, {.07, .76, -.54}, {.18, .34, .05}},
        new double[][] {{.14, .34, -.05}, {-.17, .03, -.01}, {.04, -.09, .17}},
        new double[] {.25 - .55 - .31, -.14 + .2 - .1, .01 - .13 - .01},
        new double[] {.11 + .01 + .01, .1 + .36 - .05, .01 + .01 + 0.0});
  }

  /** Actions of the paper: a budget of 1.5 over three places of at most 1, in sorted order. */
  public static double[][] actions() {
    return new double[][] {{0, .5, 1}, {0, 1, .5}, {.5, 0, 1}, {.5, 1, 0}, {1, 0, .5}, {1, .5, 0}};
  }

  /** The cumulative Markov parameter h. */
  public double[] steadyValue() {
    double[] sum = omega.clone();
    double[] term = omega.clone();
    for (int i = 0; i < 100_000 && Matrices.norm(term) > 1e-18; i++) {
      term = Matrices.transposedTimes(a, term);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += term[j];
      }
    }
    double[] h = Matrices.transposedTimes(b, sum);
    for (int j = 0; j < h.length; j++) {
      h[j] += theta[j];
    }
    return h;
  }

  /** Decay rate of the past. */
  public double spectralRadius() {
    return Matrices.spectralRadius(a);
  }

  /** Largest |A^i| / rho^i: how far powers of A overshoot their rate. */
  public double overshoot() {
    double rho = spectralRadius();
    double[][] scaled = Matrices.scale(a, 1 / rho);
    double[][] power = scaled;
    double largest = 0;
    for (int i = 1; i < 1000; i++) {
      largest = Math.max(largest, Matrices.spectralNorm(power));
      power = Matrices.times(power, scaled);
    }
    return largest;
  }
}
