package io.flyball.core.bandit.joint;

import java.util.Arrays;

/** Least probabilities that leave their sum at 1. */
public final class Floors {
  private Floors() {}

  /**
   * Gives every arm at least m = epsilon/K by p' = max(p - tau, m), as {@code
   * enforce_minimum_probability} of Vowpal Wabbit does: those above pay alike. Cost: K log K.
   */
  public static void project(double epsilon, double[] p) {
    int k = p.length;
    double m = epsilon / k;
    double[] sorted = p.clone();
    Arrays.sort(sorted);
    double above = 0;
    double tau = 0;
    for (int n = 1; n <= k; n++) {
      double next = sorted[k - n];
      double shift = (above + next + (k - n) * m - 1) / n;
      if (n > 1 && next - shift <= m) {
        break;
      }
      above += next;
      tau = shift;
    }
    for (int i = 0; i < k; i++) {
      p[i] = Math.max(p[i] - tau, m);
    }
  }

  /** p' = (1-epsilon) p + epsilon/K. */
  public static void mix(double epsilon, double[] p) {
    for (int i = 0; i < p.length; i++) {
      p[i] = (1 - epsilon) * p[i] + epsilon / p.length;
    }
  }
}
