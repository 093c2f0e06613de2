package io.flyball.core.drift;

/** The values that detectors accept, and the parameters they can be built with. */
final class Domain {
  /** Larger magnitudes could overflow the squared statistics. */
  private static final double MAX_MAGNITUDE = 1e50;

  private Domain() {}

  static void finite(double x) {
    if (!(Math.abs(x) <= MAX_MAGNITUDE)) {
      throw new IllegalArgumentException("value must be finite and within +-1e50, was " + x);
    }
  }

  static void unit(double x) {
    if (!(x >= 0 && x <= 1)) {
      throw new IllegalArgumentException("value must lie in [0, 1], was " + x);
    }
  }

  static void binary(double x) {
    if (x != 0 && x != 1) {
      throw new IllegalArgumentException("value must be 0 or 1, was " + x);
    }
  }

  static void probability(String name, double p) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException(name + " must lie in (0, 1), was " + p);
    }
  }

  static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be positive and finite, was " + value);
    }
  }

  static void nonNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be >= 0 and finite, was " + value);
    }
  }

  static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be >= " + least + ", was " + value);
    }
  }
}
