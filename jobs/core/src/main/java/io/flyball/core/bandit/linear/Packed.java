package io.flyball.core.bandit.linear;

/**
 * Symmetric matrices as packed lower triangles: entry (i, j), j &lt;= i, stands at offset +
 * i(i+1)/2 + j. Half the memory and half the arithmetic of full ones, and symmetry cannot be lost.
 */
public final class Packed {
  private Packed() {}

  /**
   * Doubles of a packed d x d matrix: d(d+1)/2.
   *
   * @throws ArithmeticException when they are more than an array holds
   */
  public static int size(int d) {
    return Math.multiplyExact(d, d + 1) / 2;
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

  /** x'Ax, two rows at a time and in four independent chains. Cost: d^2/2 multiplications. */
  public static double quadratic(double[] a, int offset, int d, double[] x) {
    double below = 0;
    double diagonal = 0;
    int at = offset;
    int i = 0;
    for (; i + 1 < d; i += 2) {
      int next = at + i + 1;
      double even = 0;
      double odd = 0;
      double nextEven = 0;
      double nextOdd = 0;
      for (int j = 0; j < i; j += 2) {
        even += a[at + j] * x[j];
        odd += a[at + j + 1] * x[j + 1];
        nextEven += a[next + j] * x[j];
        nextOdd += a[next + j + 1] * x[j + 1];
      }
      nextEven += a[next + i] * x[i];
      below += x[i] * (even + odd) + x[i + 1] * (nextEven + nextOdd);
      diagonal += x[i] * x[i] * a[at + i] + x[i + 1] * x[i + 1] * a[next + i + 1];
      at = next + i + 2;
    }
    if (i < d) {
      below += x[i] * dot(a, at, x, i);
      diagonal += x[i] * x[i] * a[at + i];
    }
    return 2 * below + diagonal;
  }

  /**
   * An upper bound of the largest eigenvalue: the largest sum of magnitudes in a row (Gershgorin
   * 1931). Cost: d^2.
   */
  public static double largestRow(double[] a, int offset, int d) {
    double[] sums = new double[d];
    int at = offset;
    double largest = 0;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++, at++) {
        double size = Math.abs(a[at]);
        sums[i] += size;
        sums[j] += size;
      }
      sums[i] += Math.abs(a[at++]);
    }
    for (double sum : sums) {
      largest = Math.max(largest, sum);
    }
    return largest;
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
