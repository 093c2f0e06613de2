package io.flyball.core.stats;

import org.apache.commons.numbers.gamma.InverseErf;

/** Quantiles of Student's t by the expansion of Cornish and Fisher (Hill 1970). */
public final class Student {
  private Student() {}

  /**
   * The t that a variable exceeds in size with this probability.
   *
   * @param twoSided in (0, 1)
   * @param freedom degrees of freedom; below 1 counts as 1, and below 4 the value is a rough one
   */
  public static double quantile(double twoSided, double freedom) {
    double z = Math.sqrt(2) * InverseErf.value(1 - twoSided);
    double nu = Math.max(1, freedom);
    double z2 = z * z;
    double z3 = z2 * z;
    double z5 = z3 * z2;
    return z
        + (z3 + z) / (4 * nu)
        + (5 * z5 + 16 * z3 + 3 * z) / (96 * nu * nu)
        + (3 * z5 * z2 + 19 * z5 + 17 * z3 - 15 * z) / (384 * nu * nu * nu);
  }
}
