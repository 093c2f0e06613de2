package io.flyball.core.features;

/**
 * Numbers centred and scaled by the mean and standard deviation of what was offered so far
 * (Welford, "Note on a method for calculating corrected sums of squares and products", 1962); texts
 * and flags stay. Three doubles an index: count, mean, sum of squared deviations. A number that
 * never varied counts as 0, one more than 1000 deviations off as 1000.
 */
public final class Standardising {
  /** Doubles of an index. */
  public static final int WIDTH = 3;

  /** Deviations: what lies farther off counts as this. */
  private static final double FARTHEST = 1000;

  private Standardising() {}

  private static boolean number(double[] packed, int at) {
    int kind = PackedFeatures.kind(packed, at);
    return kind == 0 || kind == 3;
  }

  /** Takes note of features. */
  public static void note(double[] table, int from, JointFeatures features, double[] packed) {
    for (int at = 0; at < packed.length; at += PackedFeatures.WIDTH) {
      if (number(packed, at)) {
        int i = from + WIDTH * features.mask(PackedFeatures.index(packed, at));
        double delta = packed[at + 2] - table[i + 1];
        table[i]++;
        table[i + 1] += delta / table[i];
        table[i + 2] += delta * (packed[at + 2] - table[i + 1]);
      }
    }
  }

  /**
   * The same features, standardised; those of which fewer than two were seen as they are.
   *
   * @throws IllegalArgumentException for a number whose square is out of proportion
   */
  public static double[] of(double[] table, int from, JointFeatures features, double[] packed) {
    double[] out = packed.clone();
    for (int at = 0; at < packed.length; at += PackedFeatures.WIDTH) {
      int i = from + WIDTH * features.mask(PackedFeatures.index(packed, at));
      JointFeatures.requireSize(packed[at + 2]);
      if (number(packed, at) && table[i] > 1) {
        double sd = Math.sqrt(table[i + 2] / (table[i] - 1));
        double z = sd > 0 ? (packed[at + 2] - table[i + 1]) / sd : 0;
        out[at + 2] = Math.max(-FARTHEST, Math.min(FARTHEST, z));
      }
    }
    return out;
  }
}
