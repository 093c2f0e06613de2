package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.slate.PlackettLuce;
import java.util.Arrays;

/**
 * Probability of each arm at each position under one policy, for rankings whose positions are drawn
 * by {@link PlackettLuce} weights: position 1's probabilities are the weights, and each further
 * position's are those of the arms left, scaled to sum 1. That is so for uniform choice and for a
 * softmax; of other policies the marginals do not follow from one slate.
 *
 * <p>Keeps what it found for the weights of the last slate.
 */
final class SlateMarginals {
  private static final double ROUNDING = 1e-6;

  private double[] weights = {};
  private double[][] marginals = {};
  private PlackettLuce luce;
  private int[] possible = {};

  /**
   * Whether the slate's positions are drawn so.
   *
   * @param p probability of each arm at each position, aligned with {@code arms}
   * @param arms of each position, as numbers of the first one's arms
   */
  static boolean hold(double[][] p, int[][] arms) {
    for (int l = 1; l < p.length; l++) {
      double left = 0;
      for (int a : arms[l]) {
        left += p[0][a];
      }
      for (int i = 0; i < p[l].length; i++) {
        if (!(Math.abs(p[0][arms[l][i]] / left - p[l][i]) <= ROUNDING)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Takes the next slate.
   *
   * @param first probabilities at position 1
   * @return false where fewer arms are possible than there are positions
   */
  boolean of(double[] first, int positions) {
    if (Arrays.equals(first, weights) && marginals.length == positions) {
      return luce != null;
    }
    weights = first;
    possible = new int[first.length];
    int n = 0;
    double[] some = new double[first.length];
    for (int a = 0; a < first.length; a++) {
      possible[a] = first[a] > 0 ? n : -1;
      if (first[a] > 0) {
        some[n++] = first[a];
      }
    }
    luce = n >= positions ? new PlackettLuce(Arrays.copyOf(some, n)) : null;
    marginals = luce == null ? new double[positions][n] : luce.marginals(positions);
    return luce != null;
  }

  /** Probability of an arm at a position from 0. */
  double at(int position, int arm) {
    return possible[arm] < 0 ? 0 : marginals[position][possible[arm]];
  }

  /** Probability of a slate. */
  double joint(int[] slate) {
    int[] mapped = new int[slate.length];
    for (int l = 0; l < slate.length; l++) {
      mapped[l] = possible[slate[l]];
      if (mapped[l] < 0) {
        return 0;
      }
    }
    return luce.joint(mapped);
  }
}
