package io.flyball.core.modes;

/** Checks that several classes of this package share. */
final class States {
  private static final double ROUNDING = 1e-12;

  private States() {}

  static int check(int states) {
    if (states < 2 || states > RateMatrix.MAX_STATES) {
      throw new IllegalArgumentException(
          "states must be 2 to " + RateMatrix.MAX_STATES + ", were " + states);
    }
    return states;
  }

  static int inside(int state, int states) {
    if (state < 0 || state >= states) {
      throw new IllegalArgumentException("state must be 0 to " + (states - 1) + ", was " + state);
    }
    return state;
  }

  /** A row of probabilities: each in [0, 1], the sum 1 within 1e-6. */
  static double[] law(String what, double[] p, int length) {
    if (p.length != length) {
      throw new IllegalArgumentException(
          what + " must have " + length + " probabilities, has " + p.length);
    }
    double sum = 0;
    for (double each : p) {
      if (!(each >= 0 && each <= 1)) {
        throw new IllegalArgumentException(
            what + " must hold probabilities in [0, 1], holds " + each);
      }
      sum += each;
    }
    if (!(Math.abs(sum - 1) <= 1e-6)) {
      throw new IllegalArgumentException(what + " must sum to 1, sums to " + sum);
    }
    double[] normed = p.clone();
    if (Math.abs(sum - 1) <= ROUNDING) {
      // Left as it is, so that a law that was written and read again stays the same to the last
      // bit.
      return normed;
    }
    for (int i = 0; i < normed.length; i++) {
      normed[i] /= sum;
    }
    return normed;
  }

  static double finite(String what, double x) {
    if (!(Math.abs(x) <= 1e50)) {
      throw new IllegalArgumentException(what + " must be finite and within +-1e50, was " + x);
    }
    return x;
  }
}
