package io.flyball.core.bandit.guide;

import io.flyball.core.bandit.Checks;

/**
 * The leave-one-out baseline: each reward of a group is judged by the mean of the others, A_i = r_i
 * - sum_{j != i} r_j/(n-1) (Kool, van Hoof, Welling, "Buy 4 REINFORCE samples, get a baseline for
 * free!", ICLR workshop 2019). The advantages of a group sum to 0. Cost: O(n).
 */
public final class LeaveOneOut {
  private static final double SMALLEST_DEVIATION = 1e-7;

  private LeaveOneOut() {}

  /**
   * Advantages of a group of at least two rewards.
   *
   * @param normalised divide by the group's standard deviation, or 1e-7 when that is smaller
   */
  public static double[] advantages(double[] rewards, boolean normalised) {
    int n = rewards.length;
    if (n < 2) {
      throw new IllegalArgumentException("a group needs at least 2 rewards, found " + n);
    }
    Checks.vector("rewards", rewards, n);
    double sum = 0;
    for (double r : rewards) {
      sum += r;
    }
    double squares = 0;
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] = rewards[i] - (sum - rewards[i]) / (n - 1);
      squares += (rewards[i] - sum / n) * (rewards[i] - sum / n);
    }
    if (normalised) {
      double deviation = Math.max(Math.sqrt(squares / (n - 1)), SMALLEST_DEVIATION);
      for (int i = 0; i < n; i++) {
        out[i] /= deviation;
      }
    }
    return out;
  }

  /**
   * One step of a softmax policy on its preferences: h_a += eta A_i ([a = a_i] - pi_a) for every
   * decision of the group, all under the same pi.
   *
   * @param preferences changed in place
   * @param pi the probabilities the group was drawn from
   * @param shown the arms shown, aligned with the advantages
   */
  public static void step(
      double[] preferences, double[] pi, int[] shown, double[] advantages, double eta) {
    for (int i = 0; i < shown.length; i++) {
      for (int a = 0; a < preferences.length; a++) {
        preferences[a] += eta * advantages[i] * ((a == shown[i] ? 1 : 0) - pi[a]);
      }
    }
  }
}
