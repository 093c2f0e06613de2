package io.flyball.core.modes;

import io.flyball.core.random.Draws;

/**
 * The discrete flashing ratchet of the neural-MJP literature: three places, potential on (states 0
 * to 2) or off (3 to 5). On: rate exp(-(j - i) V / 2) from place i to j; off: 1; switching: 1.
 */
final class FlashingRatchet {
  private FlashingRatchet() {}

  static RateMatrix rates(double v) {
    double[][] q = new double[6][6];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        if (i != j) {
          q[i][j] = Math.exp(-(j - i) * v / 2);
          q[3 + i][3 + j] = 1;
        }
      }
      q[i][3 + i] = 1;
      q[3 + i][i] = 1;
    }
    return RateMatrix.ofJumps(q);
  }

  /** State at times 0, gap, 2 gap ... of a path drawn jump by jump (Gillespie 1977). */
  static int[] path(RateMatrix rates, double[] start, double gap, int looks, long seed, long path) {
    int[] states = new int[looks];
    long draw = 0;
    int state = pick(start, Draws.uniform(seed, path, draw++));
    double time = 0;
    int look = 0;
    while (look < looks) {
      double exit = -rates.rate(state, state);
      double next = time - Math.log(1 - Draws.uniform(seed, path, draw++)) / exit;
      while (look < looks && look * gap < next) {
        states[look++] = state;
      }
      double[] to = new double[rates.states()];
      for (int j = 0; j < to.length; j++) {
        to[j] = j == state ? 0 : rates.rate(state, j) / exit;
      }
      state = pick(to, Draws.uniform(seed, path, draw++));
      time = next;
    }
    return states;
  }

  static int pick(double[] law, double u) {
    double sum = 0;
    for (int i = 0; i < law.length - 1; i++) {
      sum += law[i];
      if (u < sum) {
        return i;
      }
    }
    return law.length - 1;
  }
}
