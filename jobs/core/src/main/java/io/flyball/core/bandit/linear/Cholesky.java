package io.flyball.core.bandit.linear;

/**
 * The factor L of A = LL' in packed form, and solving with it: never loses positive definiteness,
 * which an inverse kept by downdates can.
 *
 * <p>Cost: factor d^3/6, rank-one update d^2, solve d^2.
 */
public final class Cholesky {
  private Cholesky() {}

  /**
   * Factors the packed {@code a} into {@code l} (the arrays may be the same at the same offset).
   *
   * @return false when A is not positive definite; {@code l} is then of no use
   */
  public static boolean factor(double[] a, int aOffset, int d, double[] l, int lOffset) {
    for (int i = 0; i < d; i++) {
      int ri = Packed.size(i);
      for (int j = 0; j <= i; j++) {
        int rj = Packed.size(j);
        double sum = a[aOffset + ri + j];
        for (int k = 0; k < j; k++) {
          sum -= l[lOffset + ri + k] * l[lOffset + rj + k];
        }
        if (j < i) {
          l[lOffset + ri + j] = sum / l[lOffset + rj + j];
        } else if (sum > 0 && sum < Double.POSITIVE_INFINITY) {
          l[lOffset + ri + i] = Math.sqrt(sum);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Factors a matrix that rounding may have cost its definiteness: adds to its diagonal until it
   * has it back, which makes confidence widths smaller by as little as the rounding did.
   *
   * @throws IllegalArgumentException when the matrix is not finite
   */
  public static void factorRepaired(double[] a, int aOffset, int d, double[] l, int lOffset) {
    double largest = 0;
    for (int i = 0; i < d; i++) {
      largest = Math.max(largest, Math.abs(a[aOffset + Packed.size(i) + i]));
    }
    double jitter = 1e-14 * largest;
    while (!factor(a, aOffset, d, l, lOffset)) {
      if (!(jitter > 0 && jitter < Double.MAX_VALUE)) {
        throw new IllegalArgumentException("the matrix holds no finite number any more");
      }
      Packed.addDiagonal(a, aOffset, d, jitter);
      jitter *= 10;
    }
  }

  /** LL' += ww' by Givens rotations (Golub, Van Loan, "Matrix Computations"); destroys w. */
  public static void update(double[] l, int offset, int d, double[] w) {
    for (int k = 0; k < d; k++) {
      int diagonal = offset + Packed.size(k) + k;
      double lkk = l[diagonal];
      double r = Math.sqrt(lkk * lkk + w[k] * w[k]);
      double c = r / lkk;
      double s = w[k] / lkk;
      l[diagonal] = r;
      for (int i = k + 1; i < d; i++) {
        int at = offset + Packed.size(i) + k;
        l[at] = (l[at] + s * w[i]) / c;
        w[i] = c * w[i] - s * l[at];
      }
    }
  }

  /** Solves L out = x and returns out'out, which is x'A^-1 x: a sum of squares, never negative. */
  public static double forward(double[] l, int offset, int d, double[] x, double[] out) {
    int at = offset;
    double squares = 0;
    for (int i = 0; i < d; i++) {
      double sum = x[i];
      for (int j = 0; j < i; j++, at++) {
        sum -= l[at] * out[j];
      }
      out[i] = sum / l[at++];
      squares += out[i] * out[i];
    }
    return squares;
  }

  /** Solves L' y = v in place. */
  public static void backward(double[] l, int offset, int d, double[] v) {
    for (int i = d - 1; i >= 0; i--) {
      int row = offset + Packed.size(i);
      v[i] /= l[row + i];
      for (int j = 0; j < i; j++) {
        v[j] -= l[row + j] * v[i];
      }
    }
  }

  /** out = A^-1 x. */
  public static void solve(double[] l, int offset, int d, double[] x, double[] out) {
    forward(l, offset, d, x, out);
    backward(l, offset, d, out);
  }

  /** Writes the packed A^-1 = (LL')^-1. Cost: d^3. */
  public static void inverse(double[] l, int offset, int d, double[] out, int outOffset) {
    double[] unit = new double[d];
    double[] column = new double[d];
    for (int i = 0; i < d; i++) {
      unit[i] = 1;
      solve(l, offset, d, unit, column);
      unit[i] = 0;
      System.arraycopy(column, 0, out, outOffset + Packed.size(i), i + 1);
    }
  }
}
