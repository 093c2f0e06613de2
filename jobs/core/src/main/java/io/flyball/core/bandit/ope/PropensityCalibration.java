package io.flyball.core.bandit.ope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether arms are shown as often as the logged probabilities promise: ten bins of probability by
 * quantile over all pairs of row and arm; with m_i the mass of row i in a bin, z = (hits - sum
 * m)/sqrt(sum m (1-m)), for arms of one row exclude each other.
 *
 * <p>The edges of the bins come from the first {@value #FIRST} rows. Memory: flat.
 */
public final class PropensityCalibration {
  private static final int FIRST = 4096;
  private static final int BINS = 10;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Held(double[] logged, int shown) {}

  private List<Held> held = new ArrayList<>();
  private double[] edges;
  private final long[] pairs = new long[BINS];
  private final long[] hits = new long[BINS];
  private final double[] expected = new double[BINS];
  private final double[] variance = new double[BINS];
  private final double[] mass = new double[BINS];

  /**
   * Adds a row.
   *
   * @param logged probability of each eligible arm, not changed afterwards; empty rows do not count
   * @param shown index of the arm that was shown
   */
  public void add(double[] logged, int shown) {
    if (logged.length == 0) {
      return;
    }
    if (edges != null) {
      count(logged, shown);
      return;
    }
    held.add(new Held(logged, shown));
    if (held.size() == FIRST) {
      settle();
    }
  }

  private void settle() {
    double[] all = held.stream().flatMapToDouble(h -> Arrays.stream(h.logged())).sorted().toArray();
    edges = new double[BINS - 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = all[(int) ((i + 1L) * all.length / BINS)];
    }
    edges = Arrays.stream(edges).distinct().toArray();
    held.forEach(row -> count(row.logged(), row.shown()));
    held = new ArrayList<>();
  }

  private void count(double[] logged, int shown) {
    Arrays.fill(mass, 0);
    for (int i = 0; i < logged.length; i++) {
      int bin = bin(logged[i]);
      pairs[bin]++;
      mass[bin] += logged[i];
      hits[bin] += i == shown ? 1 : 0;
    }
    for (int bin = 0; bin <= edges.length; bin++) {
      expected[bin] += mass[bin];
      variance[bin] += Math.max(0, mass[bin] * (1 - mass[bin]));
    }
  }

  private int bin(double p) {
    int bin = 0;
    while (bin < edges.length && p >= edges[bin]) {
      bin++;
    }
    return bin;
  }

  /**
   * One bin.
   *
   * @param pairs of row and arm
   * @param promised mean probability
   * @param happened share of the pairs that were shown
   * @param score standard errors between them
   */
  public record Bin(long pairs, double promised, double happened, double score) {}

  /** The bins that are not empty, by rising probability. */
  public List<Bin> bins() {
    if (edges == null && !held.isEmpty()) {
      settle();
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; edges != null && i <= edges.length; i++) {
      if (pairs[i] > 0) {
        double error = Math.sqrt(variance[i]);
        double score = error > 1e-6 ? (hits[i] - expected[i]) / error : 0;
        bins.add(new Bin(pairs[i], expected[i] / pairs[i], (double) hits[i] / pairs[i], score));
      }
    }
    return bins;
  }
}
