package io.flyball.core.bandit.linear;

/**
 * Symmetric matrices as packed lower triangles: entry (i, j), j &lt;= i, stands at offset +
 * i(i+1)/2 + j. Half the memory and half the arithmetic of full ones, and symmetry cannot be lost.
 */
public final class Packed {
  private Packed() {}

  /** Doubles of a packed d x d matrix: d(d+1)/2. */
  public static int size(int d) {
    return d * (d + 1) / 2;
  }

  /** Adds {@code value} to the diagonal. */
  public static void addDiagonal(double[] a, int offset, int d, double value) {
    for (int i = 0, at = offset; i < d; at += ++i + 1) {
      a[at] += value;
    }
  }

  /** a = g a + w xx' + r I. Cost: d^2. */
  public static void decayAdd(
      double[] a, int offset, int d, double g, double w, double[] x, double r) {
    int at = offset;
    for (int i = 0; i < d; i++) {
      double wx = w * x[i];
      for (int j = 0; j <= i; j++, at++) {
        a[at] = g * a[at] + wx * x[j];
      }
      a[at - 1] += r;
    }
  }

  /** out = A x. Cost: d^2 multiplications, d(d+1)/2 loads. */
  public static void times(double[] a, int offset, int d, double[] x, double[] out) {
    int at = offset;
    for (int i = 0; i < d; i++) {
      double xi = x[i];
      double sum = 0;
      for (int j = 0; j < i; j++, at++) {
        sum += a[at] * x[j];
        out[j] += a[at] * xi;
      }
      out[i] = sum + a[at++] * xi;
    }
  }

  /**
   * The packed products of x with itself, off-diagonal ones doubled, so that x'Ax is one dot
   * product whatever A: computed once per context, used for every arm.
   */
  public static void squares(double[] x, int d, double[] out) {
    int at = 0;
    for (int i = 0; i < d; i++) {
      double twice = 2 * x[i];
      for (int j = 0; j < i; j++) {
        out[at++] = twice * x[j];
      }
      out[at++] = x[i] * x[i];
    }
  }

  /** Dot product of {@code n} values in eight independent chains. */
  public static double dot(double[] a, int offset, double[] b, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i + 7 < n; i += 8) {
      s0 += a[offset + i] * b[i];
      s1 += a[offset + i + 1] * b[i + 1];
      s2 += a[offset + i + 2] * b[i + 2];
      s3 += a[offset + i + 3] * b[i + 3];
      s4 += a[offset + i + 4] * b[i + 4];
      s5 += a[offset + i + 5] * b[i + 5];
      s6 += a[offset + i + 6] * b[i + 6];
      s7 += a[offset + i + 7] * b[i + 7];
    }
    for (; i < n; i++) {
      s0 += a[offset + i] * b[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }
}
