package io.flyball.core.loop;

import io.flyball.core.stats.LongCounts;
import java.util.Arrays;

/**
 * A distribution of occurrences over items, as the ascending distinct counts c and the number m of
 * items that have each, with S = sum of m c occurrences. Every method costs O(distinct counts),
 * which is at most sqrt(2 S). Items of the catalogue that never occurred enter by the argument n.
 *
 * <p>Of an exact count all numbers are whole; of a sample, m is how many items each sampled one
 * stands for, and an estimate of occurred items beyond the catalogue is taken as all of it.
 *
 * <p>Where nothing occurred, S = 0, shares and entropies are undefined and NaN.
 */
public final class Spectrum {
  private final double[] counts;
  private final double[] items;
  private final double distinct;
  private final double total;
  private final boolean sampled;

  private Spectrum(double[] counts, double[] items, boolean sampled) {
    this.counts = counts;
    this.items = items;
    this.sampled = sampled;
    double seen = 0;
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += items[i];
      sum += counts[i] * items[i];
    }
    this.distinct = seen;
    this.total = sum;
  }

  static Spectrum of(LongCounts itemsWithCount) {
    long[] counts = new long[itemsWithCount.size()];
    int[] filled = {0};
    itemsWithCount.forEach((count, items) -> counts[filled[0]++] = count);
    Arrays.sort(counts);
    double[] exact = new double[counts.length];
    double[] items = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      exact[i] = (double) counts[i];
      items[i] = (double) itemsWithCount.get(counts[i]);
    }
    return new Spectrum(exact, items, false);
  }

  /** Of sampled items with ascending counts, each standing for so many items. */
  static Spectrum ofSample(double[] ascendingCounts, double[] standsFor) {
    return new Spectrum(ascendingCounts, standsFor, true);
  }

  /** Of counts given one by one; zeros are ignored. */
  public static Spectrum ofCounts(long... counts) {
    ItemCounts all = new ItemCounts();
    for (int i = 0; i < counts.length; i++) {
      all.add(i, counts[i]);
    }
    return all.spectrum();
  }

  /** Items that occurred. */
  public double distinct() {
    return distinct;
  }

  /** Occurrences. */
  public double total() {
    return total;
  }

  /**
   * Gini index of inequality, sum_j (2j - n - 1) x_(j) / (n S) over ascending x, zeros included: 0
   * when all n items are equal, (n - 1)/n when one has everything.
   */
  public double giniOverN(long n) {
    checkCatalogue(n);
    double sum = 0;
    double rank = Math.max(0, n - distinct);
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i] * items[i] * (2 * rank + items[i] - n);
      rank += items[i];
    }
    return sum / (n * total);
  }

  /** Gini index divided by n - 1 instead of n: 1 when one item has everything; NaN for n = 1. */
  public double giniOverNMinus1(long n) {
    return n == 1 ? Double.NaN : giniOverN(n) * n / (n - 1);
  }

  /** Herfindahl-Hirschman index, sum p^2, in [1/distinct, 1]. */
  public double hhi() {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i] * counts[i] * items[i];
    }
    return sum / total / total;
  }

  /** 1 / HHI: the effective number of items of order 2. */
  public double effectiveNumberOrder2() {
    return 1 / hhi();
  }

  /** Shannon entropy -sum p ln p, in nats. */
  public double entropyNats() {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      double p = counts[i] / total;
      sum -= items[i] * p * Math.log(p);
    }
    return total == 0 ? Double.NaN : sum + 0.0;
  }

  /** Shannon entropy in bits. */
  public double entropyBits() {
    return entropyNats() / Math.log(2);
  }

  /** exp(H): the effective number of items of order 1. */
  public double effectiveNumberOrder1() {
    return Math.exp(entropyNats());
  }

  /** H / ln n, in [0, 1], over the catalogue; NaN for n = 1. */
  public double entropyOverLogN(long n) {
    checkCatalogue(n);
    return n == 1 ? Double.NaN : entropyNats() / Math.log((double) n);
  }

  /** Share of the catalogue that occurred. */
  public double coverage(long n) {
    return coverageAtLeast(1, n);
  }

  /** Share of the catalogue that occurred k times or more. */
  public double coverageAtLeast(long k, long n) {
    checkCatalogue(n);
    double seen = 0;
    for (int i = counts.length - 1; i >= 0 && counts[i] >= k; i--) {
      seen += items[i];
    }
    return Math.min(1, seen / n);
  }

  /** Share of the occurrences that the k most frequent items have. */
  public double topShare(long k) {
    double sum = 0;
    double left = k;
    for (int i = counts.length - 1; i >= 0 && left > 0; i--) {
      double taken = Math.min(left, items[i]);
      sum += counts[i] * taken;
      left -= taken;
    }
    return sum / total;
  }

  /**
   * Share that the most frequent hundredth of the catalogue has, floor(n/100) items, at least 1.
   */
  public double topPercentShare(long n) {
    return topShare(Math.max(1, n / 100));
  }

  /** The fewest items that together reach {@code share} of the occurrences. */
  HeadSize head(double share) {
    double goal = share * total;
    double sum = 0;
    double above = 0;
    for (int i = counts.length - 1; i >= 0; i--) {
      double all = counts[i] * items[i];
      if (sum + all >= goal) {
        return headSize(i, above, Math.ceil((goal - sum) / counts[i]));
      }
      sum += all;
      above += items[i];
    }
    return new HeadSize(0, 0, 0, 0);
  }

  /** The most frequent items, so many or all there are. */
  HeadSize top(long size) {
    double above = 0;
    for (int i = counts.length - 1; i >= 0; i--) {
      if (above + items[i] >= size || i == 0) {
        return headSize(i, above, Math.min(items[i], size - above));
      }
      above += items[i];
    }
    return new HeadSize(0, 0, 0, 0);
  }

  private HeadSize headSize(int i, double above, double taken) {
    return new HeadSize((long) counts[i], (int) items[i], (int) taken, (int) (above + taken));
  }

  /**
   * Where a head ends: it has every item counted more than {@code count}, and {@code takenAtCount}
   * of the {@code itemsAtCount} that are counted just so; {@code items} in all.
   */
  record HeadSize(long count, int itemsAtCount, int takenAtCount, int items) {}

  private void checkCatalogue(long n) {
    if (n < 1 || (n < distinct && !sampled)) {
      throw new IllegalArgumentException(
          "a catalogue of " + n + " items cannot have " + (long) distinct + " that occurred");
    }
  }
}
