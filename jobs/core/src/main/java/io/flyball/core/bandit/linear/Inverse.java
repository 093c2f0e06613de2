package io.flyball.core.bandit.linear;

/**
 * The inverse P = A^-1 of a growing matrix, kept by rank-one updates (Sherman, Morrison 1950): u =
 * Px, P -= w uu'/(1 + w x'u). Cost: 2d^2.
 *
 * <p>Safe in double precision as long as A only grows (relative error about 1e-12 after a million
 * updates). It is <em>not</em> safe with forgetting: directions that are never excited then grow
 * without bound. {@link DecayedRidge} is the form for that.
 */
public final class Inverse {
  private static final double TOLERANCE = -1e-12;

  private Inverse() {}

  /** P = I / lambda. */
  public static void start(double[] p, int offset, int d, double lambda) {
    Packed.addDiagonal(p, offset, d, 1 / lambda);
  }

  /**
   * A += w xx'.
   *
   * @param w weight; may be negative when it takes back a part of what was added before
   * @param u work space of length d; on return P x for the new P
   * @return true when P had lost positive definiteness and was repaired
   */
  public static boolean add(double[] p, int offset, int d, double[] x, double w, double[] u) {
    double q = quadratic(p, offset, d, x, u);
    boolean repaired = !(q >= TOLERANCE) || !(1 + w * q > 0);
    if (repaired) {
      repair(p, offset, d);
      q = quadratic(p, offset, d, x, u);
      if (!(1 + w * q > 0)) {
        return true;
      }
    }
    double scale = w / (1 + w * q);
    int at = offset;
    for (int i = 0; i < d; i++) {
      double su = scale * u[i];
      for (int j = 0; j <= i; j++, at++) {
        p[at] -= su * u[j];
      }
    }
    double shrink = 1 / (1 + w * q);
    for (int i = 0; i < d; i++) {
      u[i] *= shrink;
    }
    return repaired;
  }

  private static double quadratic(double[] p, int offset, int d, double[] x, double[] u) {
    Packed.times(p, offset, d, x, u);
    return Packed.dot(x, 0, u, d);
  }

  /**
   * Adds to the diagonal until P is positive definite again: confidence widths can only grow by it,
   * so the arm is explored more, never less.
   */
  static void repair(double[] p, int offset, int d) {
    double largest = 0;
    for (int i = 0; i < d; i++) {
      largest = Math.max(largest, Math.abs(p[offset + Packed.size(i) + i]));
    }
    double[] factor = new double[Packed.size(d)];
    for (double jitter = 1e-12 * largest; !Cholesky.factor(p, offset, d, factor, 0); jitter *= 10) {
      if (!(jitter > 0 && jitter < Double.MAX_VALUE)) {
        throw new IllegalArgumentException("the inverse holds no finite number any more");
      }
      Packed.addDiagonal(p, offset, d, jitter);
    }
  }
}
