package io.flyball.core.loop;

/**
 * What a place in a ranked list is worth to what stands there: 1 / log2(1 + rank), ranks from 1
 * (Singh, Joachims, "Fairness of exposure in rankings", KDD 2018).
 */
public final class Exposure {
  private static final double LN2 = Math.log(2);

  private Exposure() {}

  /** Discounted exposure of a rank; a rank below 1 is an {@link IllegalArgumentException}. */
  public static double at(int rank) {
    if (rank < 1) {
      throw new IllegalArgumentException("ranks start at 1, was " + rank);
    }
    return LN2 / Math.log(1.0 + rank);
  }

  /**
   * Disparate exposure (E_a / M_a) / (E_b / M_b) of two groups with exposure E and merit M: 1 is
   * fair, above 1 group a is shown more than it merits. NaN when a merit or E_b is not positive.
   */
  public static double disparity(double exposureA, double meritA, double exposureB, double meritB) {
    if (!(meritA > 0 && meritB > 0 && exposureB > 0)) {
      return Double.NaN;
    }
    return exposureA / meritA / (exposureB / meritB);
  }

  /**
   * Standard deviation over mean of the groups' rates: PopREO where a rate is P(recommended |
   * group, relevant), PopRSP where it is P(recommended | group) (Zhu, Wang, Caverlee, SIGIR 2020).
   * 0 is equal; population deviation; NaN without groups or when no group has any.
   */
  public static double relativeSpread(double... rates) {
    double mean = 0;
    for (double rate : rates) {
      if (!(rate >= 0 && rate <= 1)) {
        throw new IllegalArgumentException("rates lie in [0, 1], was " + rate);
      }
      mean += rate / rates.length;
    }
    double squares = 0;
    for (double rate : rates) {
      squares += (rate - mean) * (rate - mean);
    }
    return mean == 0 ? Double.NaN : Math.sqrt(squares / rates.length) / mean;
  }
}
