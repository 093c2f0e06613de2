package io.flyball.core.bandit.ope;

import java.util.Arrays;
import java.util.Locale;

/**
 * How heavy the weights of a log are, and whether normal intervals may be told.
 *
 * <p>The tail is judged by Hill's estimate of the Pareto index from the k = min(n/5, 3 sqrt n)
 * largest weights, mean ln(w_(i)/w_(k+1)); at most {@value #MOST} of them are kept, which is k of
 * 4.7e8 rows. Memory: flat.
 */
public final class WeightTail {
  private static final int MOST = 1 << 16;
  private static final double LARGEST_SHARE = 0.05;
  private static final int LEAST_ROWS = 50;

  /** Arms shown fewer times are rare. */
  static final int RARE = 30;

  private static final double RARE_MASS = 0.01;
  private static final double HEAVIEST_TAIL = 0.5;
  private static final int PER_DECADE = 10;
  private static final int DECADES = 12;

  private double[] top = new double[256];
  private int kept;
  private double threshold = Double.NEGATIVE_INFINITY;
  private long n;
  private long telling;
  private double mean;
  private double squares;
  private double size;
  private double largestSize;
  private double largest;
  private final long[] bins = new long[2 * DECADES * PER_DECADE + 1];

  /**
   * Adds a row.
   *
   * @param w its weight, finite and at least 0
   * @param r its reward
   */
  public void add(double w, double r) {
    n++;
    double step = w - mean;
    mean += step / n;
    squares += step * (w - mean);
    double contribution = Math.abs(w * r);
    size += contribution;
    largestSize = Math.max(largestSize, contribution);
    telling += contribution > 0 ? 1 : 0;
    largest = Math.max(largest, w);
    bins[bin(w)]++;
    if (w > threshold) {
      keep(w);
    }
  }

  private void keep(double w) {
    if (kept == top.length) {
      if (kept < 2 * MOST) {
        top = Arrays.copyOf(top, 2 * kept);
      } else {
        Arrays.sort(top);
        System.arraycopy(top, kept - MOST, top, 0, MOST);
        kept = MOST;
        threshold = top[0];
      }
    }
    top[kept++] = w;
  }

  private static int bin(double w) {
    double place = w > 0 ? Math.ceil(PER_DECADE * Math.log10(w)) : -DECADES * PER_DECADE;
    int middle = DECADES * PER_DECADE;
    return middle + (int) Math.max(-middle, Math.min(middle, place));
  }

  /** Share of the largest |w r| in the sum of all; 0 where all are 0. */
  public double largestShare() {
    return size == 0 ? 0 : largestSize / size;
  }

  /**
   * How many standard errors the mean weight lies from 1, its expectation whatever the candidate
   * when the logged propensities are right and every arm can be shown.
   */
  public double weightScore() {
    double error = Math.sqrt(squares / (n - 1) / n);
    return error > 0 ? (mean - 1) / error : 0;
  }

  /** Largest weight. */
  public double largest() {
    return largest;
  }

  /** Mean of the squares of the weights. */
  double meanSquare() {
    return squares / n + mean * mean;
  }

  /** Hill's estimate of the Pareto index; the moments above its inverse do not exist. */
  public double index() {
    double[] sorted = Arrays.copyOf(top, kept);
    Arrays.sort(sorted);
    int k =
        (int) Math.min(Math.min(n / 5.0, 3 * Math.sqrt((double) n)), Math.min(kept - 1, MOST - 1));
    if (k <= 0) {
      return 0;
    }
    double from = sorted[kept - 1 - k];
    double sum = 0;
    for (int i = kept - k; i < kept; i++) {
      sum += from > 0 ? Math.log(sorted[i] / from) : Double.POSITIVE_INFINITY;
    }
    return sum / k;
  }

  /**
   * Share of rows whose weight is larger than some, for a picture: pairs of a weight, ten a decade,
   * and the share, from the smallest weight above 0 to the largest.
   */
  public double[][] exceedance() {
    int first = 1;
    while (first < bins.length - 1 && bins[first] == 0) {
      first++;
    }
    int last = bins.length - 1;
    while (last > first && bins[last] == 0) {
      last--;
    }
    double[][] pairs = new double[largest > 0 ? last - first + 1 : 0][];
    long above = n - bins[0];
    for (int i = 0; i < pairs.length; i++) {
      above -= bins[first + i];
      int place = first + i - DECADES * PER_DECADE;
      pairs[i] = new double[] {Math.pow(10, (double) place / PER_DECADE), (double) above / n};
    }
    return pairs;
  }

  /**
   * Why normal intervals would promise too much; empty when they may be told.
   *
   * @param rareMass mean probability that the candidate gives to arms shown fewer than 30 times
   */
  public String doubt(double rareMass) {
    if (telling < LEAST_ROWS) {
      return said(
          "%d rows have a weighted reward other than 0; %d are needed", telling, LEAST_ROWS);
    }
    if (largestShare() > LARGEST_SHARE) {
      return said(
          "one row makes up %.1f %% of the estimate; at most %.0f %% are allowed",
          100 * largestShare(), 100 * LARGEST_SHARE);
    }
    if (rareMass > RARE_MASS) {
      return said(
          "the candidate gives %.1f %% of its probability to arms that were shown fewer than %d"
              + " times; at most %.0f %% are allowed",
          100 * rareMass, RARE, 100 * RARE_MASS);
    }
    double tail = index();
    return tail < HEAVIEST_TAIL
        ? ""
        : said(
            "the tail of the weights is heavy, with a Pareto index of %.2f; below %.1f is allowed",
            tail, HEAVIEST_TAIL);
  }

  private static String said(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
