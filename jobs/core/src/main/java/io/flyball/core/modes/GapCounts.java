package io.flyball.core.modes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Sufficient statistics of snapshots: pairs of states of one entity a gap apart, counted by gap on
 * a logarithmic grid. A bucket keeps the mean of its gaps: with one distinct gap to a bucket the
 * estimate from these counts is exact maximum likelihood, with several it is an approximation.
 * Size: 8 (S^2 + 2) bytes a bucket in use.
 */
public final class GapCounts {
  /** Buckets of a grid. */
  public static final int BUCKETS = 16;

  private final int states;
  private final double least;
  private final double most;
  private final double[][][] counts = new double[BUCKETS][][];
  private final double[] gaps = new double[BUCKETS];
  private final double[] pairs = new double[BUCKETS];

  /**
   * An empty grid.
   *
   * @param least lower end of the grid, > 0; shorter gaps count in the first bucket
   * @param most upper end, > least; longer gaps count in the last bucket
   */
  public GapCounts(int states, double least, double most) {
    if (!(least > 0 && most > least && most < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "gaps must run from a positive number to a larger one, found " + least + " to " + most);
    }
    this.states = States.check(states);
    this.least = least;
    this.most = most;
  }

  /**
   * Counts a pair of looks.
   *
   * @param gap time between the two looks, > 0
   */
  public void add(int from, int to, double gap) {
    States.inside(from, states);
    States.inside(to, states);
    if (!(gap > 0 && gap < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a gap must be positive and finite, was " + gap);
    }
    int bucket = bucket(gap);
    if (counts[bucket] == null) {
      counts[bucket] = new double[states][states];
    }
    counts[bucket][from][to]++;
    gaps[bucket] += gap;
    pairs[bucket]++;
  }

  /** Adds what another grid of the same shape counted. */
  public void add(GapCounts other) {
    if (other.states != states || other.least != least || other.most != most) {
      throw new IllegalArgumentException("grids of counts must have the same states and gaps");
    }
    for (int b = 0; b < BUCKETS; b++) {
      if (other.used(b)) {
        counts[b] = counts[b] == null ? new double[states][states] : counts[b];
        gaps[b] += other.gaps[b];
        pairs[b] += other.pairs[b];
        for (int i = 0; i < states; i++) {
          for (int j = 0; j < states; j++) {
            counts[b][i][j] += other.counts[b][i][j];
          }
        }
      }
    }
  }

  private int bucket(double gap) {
    double place = Math.log(gap / least) / Math.log(most / least) * BUCKETS;
    return (int) Math.max(0, Math.min(BUCKETS - 1, Math.floor(place)));
  }

  /** Multiplies what was seen by a factor in (0, 1]: older pairs count less. */
  public void forget(double factor) {
    RatePrior.share(factor);
    for (int b = 0; b < BUCKETS; b++) {
      gaps[b] *= factor;
      pairs[b] *= factor;
      if (counts[b] != null) {
        for (double[] row : counts[b]) {
          for (int j = 0; j < states; j++) {
            row[j] *= factor;
          }
        }
      }
    }
  }

  public int states() {
    return states;
  }

  /** Pairs seen, less what was forgotten. */
  public double pairs() {
    double sum = 0;
    for (double each : pairs) {
      sum += each;
    }
    return sum;
  }

  boolean used(int bucket) {
    return pairs[bucket] > 0;
  }

  double meanGap(int bucket) {
    return gaps[bucket] / pairs[bucket];
  }

  double count(int bucket, int from, int to) {
    return counts[bucket][from][to];
  }

  public void write(DataOutput out) throws IOException {
    out.writeInt(states);
    out.writeDouble(least);
    out.writeDouble(most);
    for (int b = 0; b < BUCKETS; b++) {
      out.writeDouble(pairs[b]);
      if (used(b)) {
        out.writeDouble(gaps[b]);
        for (double[] row : counts[b]) {
          for (double n : row) {
            out.writeDouble(n);
          }
        }
      }
    }
  }

  public static GapCounts read(DataInput in) throws IOException {
    GapCounts read = new GapCounts(in.readInt(), in.readDouble(), in.readDouble());
    for (int b = 0; b < BUCKETS; b++) {
      read.pairs[b] = in.readDouble();
      if (read.used(b)) {
        read.gaps[b] = in.readDouble();
        read.counts[b] = new double[read.states][read.states];
        for (double[] row : read.counts[b]) {
          for (int j = 0; j < read.states; j++) {
            row[j] = in.readDouble();
          }
        }
      }
    }
    return read;
  }
}
