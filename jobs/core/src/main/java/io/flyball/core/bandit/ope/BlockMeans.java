package io.flyball.core.bandit.ope;

import java.util.Arrays;

/**
 * Values of a stream as means of equal blocks of consecutive ones, at most {@value #MOST} blocks: a
 * block is one value until the store is full, then neighbours are merged and blocks are twice as
 * long. Means of blocks have the mean of the values and stay within their bounds, so {@link
 * BettingBound} holds for them; up to {@value #MOST} values nothing is lost. The last block may be
 * shorter.
 */
final class BlockMeans {
  static final int MOST = 1 << 14;

  private double[] means = new double[64];
  private int n;
  private long size = 1;
  private double sum;
  private long open;

  void add(double value) {
    sum += value;
    if (++open < size) {
      return;
    }
    if (n == means.length) {
      if (n == MOST) {
        merge();
        return;
      }
      means = Arrays.copyOf(means, 2 * n);
    }
    means[n++] = sum / size;
    sum = 0;
    open = 0;
  }

  /** Halves the blocks; the one that is open stays so, for it now is too short. */
  private void merge() {
    for (int i = 0; i < MOST / 2; i++) {
      means[i] = (means[2 * i] + means[2 * i + 1]) / 2;
    }
    n = MOST / 2;
    size *= 2;
  }

  /** The means in order. */
  double[] values() {
    double[] values = Arrays.copyOf(means, open > 0 ? n + 1 : n);
    if (open > 0) {
      values[n] = sum / open;
    }
    return values;
  }
}
