package io.flyball.core.bandit.ope;

import io.flyball.core.stats.Student;
import java.util.Arrays;

/**
 * One {@link SlateEstimator} over a log: its value and an interval for the evaluated policy's
 * value.
 *
 * <p>Normal intervals: of a mean by the variance of the slates' sums; of a self-normalised form by
 * the delta method, with phi = sum over l of w_l (r_l - v_l)/mean(w_l). Where the weights are too
 * heavy for one, betting bounds position by position, each with its part of the probability to miss
 * ({@link EstimatorSums}); PI and cascade-DR then have none.
 *
 * <p>Memory: flat, (2 K)^2 sums of a self-normalised form of K terms, up to {@value #MOST_TERMS},
 * and two stores a term. Cost: O(K^2) a slate for those, else O(K).
 */
public final class SlateSums {
  /** Terms up to which the delta method's sums are kept; more leave the betting bounds. */
  private static final int MOST_TERMS = 64;

  private final SlateEstimator estimator;
  private final EstimatorSums[] terms;
  private final double[][] moments;
  private final WeightTail tail = new WeightTail();
  private double n;
  private double mean;
  private double squares;
  private double weight2;
  private double weight;
  private String missing = "";

  /**
   * An estimator without slates.
   *
   * @param terms of a slate, each with a weight of its own
   * @param low smallest possible reward of a term
   * @param high largest possible one
   */
  SlateSums(SlateEstimator estimator, int terms, double low, double high) {
    this.estimator = estimator;
    this.terms = new EstimatorSums[estimator.betting() ? terms : 0];
    Estimator each = estimator.normalised() ? Estimator.SNIPS : Estimator.IPS;
    Arrays.setAll(this.terms, l -> new EstimatorSums(each, 0, low, high, 1));
    boolean kept = estimator.normalised() && terms <= MOST_TERMS;
    this.moments = new double[kept ? 2 * terms : 0][2 * terms];
  }

  /**
   * Adds a slate.
   *
   * @param w weight of each term
   * @param r reward of each term
   * @param z what it adds to an estimate that is a mean
   */
  void add(double[] w, double[] r, double z, double importance) {
    n += importance;
    double step = z - mean;
    mean += importance * step / n;
    squares += importance * step * (z - mean);
    double largest = 0;
    for (int l = 0; l < w.length; l++) {
      tail.add(Math.abs(w[l]), r[l]);
      largest = Math.max(largest, Math.abs(w[l]));
      if (terms.length > 0) {
        terms[l].add(importance * w[l], r[l], 0, 0, importance);
      }
    }
    weight += largest;
    weight2 += largest * largest;
    for (int i = 0; i < moments.length; i++) {
      for (int j = 0; j < moments.length; j++) {
        moments[i][j] += part(w, r, i) * part(w, r, j);
      }
    }
  }

  /** Of [w_1 r_1 | w_1 | w_2 r_2 | w_2 | …]. */
  private static double part(double[] w, double[] r, int i) {
    return i % 2 == 0 ? w[i / 2] * r[i / 2] : w[i / 2];
  }

  /** Takes note that a slate has no such weight: nothing is told any more. */
  void miss(String why) {
    missing = missing.isEmpty() ? why : missing;
  }

  public SlateEstimator estimator() {
    return estimator;
  }

  /** Why it has no value; empty where it has one. */
  public String missing() {
    return missing;
  }

  /** The estimate; NaN without slates. */
  public double value() {
    if (!missing.isEmpty() || n == 0) {
      return Double.NaN;
    }
    return estimator.normalised()
        ? Arrays.stream(terms).mapToDouble(EstimatorSums::value).sum()
        : mean;
  }

  /** Effective number of slates: (sum w)^2 / sum w^2 with the largest weight of each. */
  public double effectiveSampleSize() {
    return weight2 == 0 ? 0 : weight * weight / weight2;
  }

  /** How many standard errors the mean weight lies from 1. */
  public double weightScore() {
    return tail.weightScore();
  }

  /** Standard error of the estimate. */
  double error() {
    if (!estimator.normalised()) {
      return Math.sqrt(squares / (n - 1) / n);
    }
    if (moments.length == 0) {
      return Double.NaN;
    }
    double[] factor = new double[moments.length];
    for (int l = 0; l < terms.length; l++) {
      double sum = n * terms[l].meanWeight();
      factor[2 * l] = 1 / sum;
      factor[2 * l + 1] = -terms[l].value() / sum;
    }
    double variance = 0;
    for (int i = 0; i < factor.length; i++) {
      for (int j = 0; j < factor.length; j++) {
        variance += factor[i] * factor[j] * moments[i][j];
      }
    }
    return Math.sqrt(Math.max(0, variance));
  }

  /**
   * The interval for the evaluated policy's value.
   *
   * @param alpha probability to miss
   * @return null where none is known to hold
   */
  public ValueInterval interval(double alpha) {
    double error = error();
    if (tail.doubt(0).isEmpty() && error > 0) {
      double margin = Student.quantile(alpha, n - 1) * error;
      return new ValueInterval(value() - margin, value() + margin, ValueInterval.GAUSSIAN);
    }
    if (terms.length == 0) {
      return null;
    }
    double low = 0;
    double high = 0;
    for (EstimatorSums term : terms) {
      ValueInterval part = term.interval(alpha / terms.length, false);
      low += part.low();
      high += part.high();
    }
    return new ValueInterval(low, high, ValueInterval.BETTING);
  }

  /** Why there is no normal interval; empty where there is one. */
  public String doubt() {
    return tail.doubt(0);
  }
}
