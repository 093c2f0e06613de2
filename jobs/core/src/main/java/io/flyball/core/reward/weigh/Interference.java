package io.flyball.core.reward.weigh;

import io.flyball.core.stats.CoMoments;

/**
 * How the objectives of a composed reward get in each other's way: correlations of their
 * standardised values, and how often the plain weighted sum and the composed advantage point in
 * different directions. Cost: O(objectives^2) a reward.
 */
public final class Interference {
  private final CoMoments[][] pairs;
  private long steps;
  private long disagreements;

  /** Nothing seen yet. */
  public Interference(int objectives) {
    pairs = new CoMoments[objectives][];
    for (int i = 0; i < objectives; i++) {
      pairs[i] = new CoMoments[i];
      for (int j = 0; j < i; j++) {
        pairs[i][j] = new CoMoments();
      }
    }
  }

  /** Takes a reward: its standardised values, its plain sum and its composed advantage. */
  public void add(double[] standardised, double plain, double composed) {
    steps++;
    disagreements += plain * composed < 0 ? 1 : 0;
    for (int i = 0; i < pairs.length; i++) {
      for (int j = 0; j < i; j++) {
        pairs[i][j].add(standardised[i], standardised[j]);
      }
    }
  }

  /** Pearson correlation of two objectives; 1 with itself, NaN when either is constant. */
  public double correlation(int i, int j) {
    if (i == j) {
      return 1;
    }
    return i > j ? pairs[i][j].pearson() : pairs[j][i].pearson();
  }

  /** Share of rewards whose sum and advantage have opposite signs; NaN before the first. */
  public double disagreement() {
    return steps == 0 ? Double.NaN : (double) disagreements / steps;
  }

  public long steps() {
    return steps;
  }
}
