package io.flyball.core.bandit;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * The distribution of a standard normal value where its density is known already: Phi(-t) = phi(t)
 * R(t) with Mills' ratio R (Mills, "Table of the ratio: area to bounding ordinate, for any portion
 * of normal curve", Biometrika 18, 1926). R is smooth, with R' = t R - 1, so a cubic through tabled
 * values and slopes gives it to a relative 10^-8, and with it the tail that ratios of propensities
 * live in. Cost: some 3 ns.
 */
final class NormalTail {
  private static final double LAST = 8;
  private static final int PER_UNIT = 32;
  private static final double STEP = 1.0 / PER_UNIT;
  private static final double SCALE = 1 / Math.sqrt(2 * Math.PI);

  /** Value and slope times step at each place. */
  private static final double[] TABLE = table();

  private NormalTail() {}

  private static double[] table() {
    double[] table = new double[2 * (((int) LAST) * PER_UNIT + 1)];
    for (int i = 0; i < table.length; i += 2) {
      double t = 0.5 * i * STEP;
      double ratio = 0.5 * Erfc.value(t * Math.sqrt(0.5)) / density(t);
      table[i] = ratio;
      table[i + 1] = (t * ratio - 1) * STEP;
    }
    return table;
  }

  static double density(double z) {
    return SCALE * Math.exp(-0.5 * z * z);
  }

  /**
   * P(X &lt;= z) of a standard normal X.
   *
   * @param density phi(z)
   */
  static double below(double z, double density) {
    double t = Math.abs(z);
    if (t >= LAST) {
      return z > 0 ? 1 : 0.5 * Erfc.value(t * Math.sqrt(0.5));
    }
    double tail = density * ratio(t);
    return z > 0 ? 1 - tail : tail;
  }

  private static double ratio(double t) {
    double at = t * PER_UNIT;
    int i = (int) at;
    double u = at - i;
    double v = 1 - u;
    double left = TABLE[2 * i];
    double right = TABLE[2 * i + 2];
    double leftSlope = TABLE[2 * i + 1];
    double rightSlope = TABLE[2 * i + 3];
    return v * v * ((1 + 2 * u) * left + u * leftSlope)
        + u * u * ((1 + 2 * v) * right - v * rightSlope);
  }
}
