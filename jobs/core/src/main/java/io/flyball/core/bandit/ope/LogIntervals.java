package io.flyball.core.bandit.ope;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.numbers.gamma.InverseErf;

/**
 * Intervals for what a candidate would have earned, from all rows of a log at one look, and what
 * the log cannot tell.
 *
 * <p>The interval of IPS by betting ({@link BettingBound}) holds whatever the weights: its lower
 * end bounds the mean of w r, its upper end that of w (1-r) from below, with rewards scaled to [0,
 * 1]. Normal intervals for IPS, SNIPS (delta method) and DR are right only while no few rows
 * decide; {@link #doubt} says when they are not.
 *
 * <p>State: three doubles a row and two an arm.
 */
public final class LogIntervals {
  private static final double LARGEST_SHARE = 0.05;
  private static final int LEAST_ROWS = 50;
  private static final int RARE = 30;
  private static final double RARE_MASS = 0.01;
  private static final double HEAVIEST_TAIL = 0.5;

  private final double low;
  private final double high;
  private double[] weight = new double[256];
  private double[] reward = new double[256];
  private double[] robust = new double[256];
  private int n;

  /** Of each arm: rows that show it, and the candidate's probability of it, summed. */
  private final Map<String, double[]> arms = new HashMap<>();

  /**
   * Intervals without rows.
   *
   * @param low smallest possible reward
   * @param high largest possible reward
   */
  public LogIntervals(double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException("low < high is needed, found " + low + " and " + high);
    }
    this.low = low;
    this.high = high;
  }

  /**
   * Adds a row.
   *
   * @param ids the eligible arms
   * @param p the candidate's probabilities of them
   * @param shown index of the arm that was shown
   * @param propensity probability with which it was shown
   * @param r the reward, in the range
   * @param predicted the reward model's value of the arm
   * @param direct the model's value of the candidate
   */
  public void add(
      String[] ids,
      double[] p,
      int shown,
      double propensity,
      double r,
      double predicted,
      double direct) {
    if (n == weight.length) {
      weight = Arrays.copyOf(weight, 2 * n);
      reward = Arrays.copyOf(reward, 2 * n);
      robust = Arrays.copyOf(robust, 2 * n);
    }
    double w = p[shown] / propensity;
    weight[n] = w;
    reward[n] = r;
    robust[n++] = direct + w * (r - predicted);
    for (int i = 0; i < ids.length; i++) {
      double[] arm = arms.computeIfAbsent(ids[i], id -> new double[2]);
      arm[0] += i == shown ? 1 : 0;
      arm[1] += p[i];
    }
  }

  /** Ends of an interval for the value that misses with probability at most {@code alpha}. */
  public double[] betting(double alpha) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = weight[i] * (reward[i] - low) / (high - low);
    }
    double least = BettingBound.lower(x, n, alpha);
    for (int i = 0; i < n; i++) {
      x[i] = weight[i] * (high - reward[i]) / (high - low);
    }
    double most = 1 - BettingBound.lower(x, n, alpha);
    return new double[] {low + least * (high - low), low + most * (high - low)};
  }

  /** Ends of the normal interval of IPS. */
  public double[] ips(double alpha) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = weight[i] * reward[i];
    }
    return ofMean(x, alpha);
  }

  /** Ends of the normal interval of DR. */
  public double[] doublyRobust(double alpha) {
    return ofMean(Arrays.copyOf(robust, n), alpha);
  }

  /** Ends of the normal interval of SNIPS: its variance is sum w^2 (r-v)^2 / (sum w)^2. */
  public double[] snips(double alpha) {
    double value = snips();
    double margin = student(alpha) * snipsError();
    return new double[] {value - margin, value + margin};
  }

  private double snips() {
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < n; i++) {
      sum += weight[i];
      weighted += weight[i] * reward[i];
    }
    return weighted / sum;
  }

  /** Standard error of SNIPS. */
  double snipsError() {
    double value = snips();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double error = weight[i] * (reward[i] - value);
      sum += weight[i];
      squares += error * error;
    }
    return Math.sqrt(squares) / sum;
  }

  /** Standard error of DR. */
  double doublyRobustError() {
    return error(Arrays.copyOf(robust, n));
  }

  private double error(double[] x) {
    double mean = Arrays.stream(x).average().orElse(Double.NaN);
    double squares = 0;
    for (double value : x) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (n - 1) / n);
  }

  private double[] ofMean(double[] x, double alpha) {
    double mean = Arrays.stream(x).average().orElse(Double.NaN);
    double margin = student(alpha) * error(x);
    return new double[] {mean - margin, mean + margin};
  }

  /** Student's t with n - 1 degrees of freedom, by Cornish and Fisher's expansion. */
  private double student(double alpha) {
    double z = Math.sqrt(2) * InverseErf.value(1 - alpha);
    double nu = Math.max(1, n - 1);
    double z3 = z * z * z;
    return z + (z3 + z) / (4 * nu) + (5 * z3 * z * z + 16 * z3 + 3 * z) / (96 * nu * nu);
  }

  /** Why normal intervals would promise too much; empty when they may be told. */
  public String doubt() {
    double sum = 0;
    double largest = 0;
    int telling = 0;
    for (int i = 0; i < n; i++) {
      double size = Math.abs(weight[i] * reward[i]);
      sum += size;
      largest = Math.max(largest, size);
      telling += size > 0 ? 1 : 0;
    }
    if (telling < LEAST_ROWS) {
      return said(
          "%d rows have a weighted reward other than 0; %d are needed", telling, LEAST_ROWS);
    }
    if (largest > LARGEST_SHARE * sum) {
      return said(
          "one row makes up %.1f %% of the estimate; at most %.0f %% are allowed",
          100 * largest / sum, 100 * LARGEST_SHARE);
    }
    double rare = mass(RARE);
    if (rare > RARE_MASS) {
      return said(
          "the candidate gives %.1f %% of its probability to arms that were shown fewer than %d"
              + " times; at most %.0f %% are allowed",
          100 * rare, RARE, 100 * RARE_MASS);
    }
    double tail = tail();
    return tail < HEAVIEST_TAIL
        ? ""
        : said(
            "the tail of the weights is heavy, with a Pareto index of %.2f; below %.1f is allowed",
            tail, HEAVIEST_TAIL);
  }

  private static String said(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Mean probability that the candidate gives to arms shown fewer times than this. */
  private double mass(int times) {
    double sum = 0;
    for (double[] arm : arms.values()) {
      sum += arm[0] < times ? arm[1] : 0;
    }
    return n == 0 ? 0 : sum / n;
  }

  /**
   * Mean probability that the candidate gives to arms that the log never shows. The value may lie
   * higher than estimated by this times the range of rewards.
   */
  public double unsupported() {
    return mass(1);
  }

  /** Hill's estimate of the Pareto index from the min(n/5, 3 sqrt n) largest weights. */
  private double tail() {
    double[] sorted = Arrays.copyOf(weight, n);
    Arrays.sort(sorted);
    int k = (int) Math.min(n / 5.0, 3 * Math.sqrt(n));
    double from = sorted[n - 1 - k];
    double sum = 0;
    for (int i = n - k; i < n; i++) {
      sum += from > 0 ? Math.log(sorted[i] / from) : Double.POSITIVE_INFINITY;
    }
    return k == 0 ? 0 : sum / k;
  }

  /**
   * How many standard errors the mean weight lies from 1, its expectation whatever the candidate
   * when the logged propensities are right and every arm can be shown.
   */
  public double weightScore() {
    double[] x = Arrays.copyOf(weight, n);
    double mean = Arrays.stream(x).average().orElse(Double.NaN);
    double error = error(x);
    return error > 0 ? (mean - 1) / error : 0;
  }
}
