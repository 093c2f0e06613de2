package io.flyball.core.bandit;

/** Refusals that several policies share. */
public final class Checks {
  /** Greatest size of a parameter that has no bound of its own: sums of products stay finite. */
  public static final double GREATEST = 1e12;

  private Checks() {}

  /** Requires {@code length} finite values; length 0 accepts any vector, for it is not read. */
  public static void vector(String what, double[] x, int length) {
    if (length == 0) {
      return;
    }
    if (x.length != length) {
      throw new IllegalArgumentException(
          what + " must have " + length + " values, found " + x.length);
    }
    for (int i = 0; i < length; i++) {
      if (!Double.isFinite(x[i])) {
        throw new IllegalArgumentException(what + " value " + i + " is not finite: " + x[i]);
      }
    }
  }

  /** Requires a finite parameter within [low, high]. */
  public static double within(String what, double value, double low, double high) {
    if (!(value >= low && value <= high) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          what + " must lie in [" + low + ", " + high + "], found " + value);
    }
    return value;
  }

  /** Requires a finite parameter above 0. */
  public static double positive(String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(what + " must be finite and above 0, found " + value);
    }
    return value;
  }
}
