package io.flyball.core.loop;

/**
 * Ranking quality towards one kind of target, over impressions with a single relevant item at rank
 * r: NDCG@K = 1/log2(r + 1) and AP@K = 1/r, both 0 when r > K. O(1) per impression.
 */
public final class RankedTarget {
  private final int k;
  private long impressions;
  private double ndcg;
  private double averagePrecision;

  /**
   * Metrics over the first k ranks.
   *
   * @param k cut-off, >= 1
   */
  public RankedTarget(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be >= 1, was " + k);
    }
    this.k = k;
  }

  /** An impression whose relevant item stands at the rank, from 1. */
  public void add(int rank) {
    double exposure = Exposure.at(rank);
    impressions++;
    if (rank <= k) {
      ndcg += exposure;
      averagePrecision += 1.0 / rank;
    }
  }

  /** Mean NDCG@K in [0, 1]; NaN without impressions. */
  public double ndcg() {
    return ndcg / impressions;
  }

  /** MAP@K in [0, 1]; NaN without impressions. */
  public double map() {
    return averagePrecision / impressions;
  }

  /**
   * Relative difference 2 (human - generated) / (human + generated) in percent, in [-200, 200]:
   * negative favours generated content. 0 when both are 0.
   */
  public static double relativeDelta(double human, double generated) {
    double sum = human + generated;
    return sum == 0 ? 0 : 200 * (human - generated) / sum;
  }
}
