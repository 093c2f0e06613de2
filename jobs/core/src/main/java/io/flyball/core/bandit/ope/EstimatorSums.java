package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.Checks;
import io.flyball.core.stats.Student;

/**
 * One {@link Estimator} over a log: its value, standard error, and an interval for the candidate's
 * value.
 *
 * <p>Standard errors: of a mean that of its rows z = d + f(w)(r - q); of a self-normalised form the
 * delta method's, which for SNIPS is sqrt(sum w^2 (r-v)^2)/sum w.
 *
 * <p>Betting intervals hold for any weights. Let R be the range of rewards, and let d and q lie in
 * it. Without a model, f(w) &lt;= w makes mean(f(w)(r - low)) a lower bound of v - low and
 * mean(f(w)(high - r)) one of high - v; each is bounded below by {@link BettingBound}. With a
 * model, |v - E z| &lt;= R (1 - E f(w)), because E w is at most 1; the mean of z is bounded on both
 * sides and that of f(w) below, each with a third of the probability to miss. Where f(w) = w has no
 * bound, the interval uses min(w, B) with a B that was fixed before the rows were seen.
 *
 * <p>Memory: flat, two stores of {@link BlockMeans}. Cost: O(1) a row.
 */
public final class EstimatorSums {
  private final Estimator estimator;
  private final double limit;
  private final double low;
  private final double high;
  private final double bound;
  private final WeightRule boundedRule;
  private final BlockMeans lowSide = new BlockMeans();
  private final BlockMeans highSide = new BlockMeans();

  private double n;
  private double direct;
  private double corrected;
  private double weight;
  private double mean;
  private double squares;
  private double used2;
  private double used2Error;
  private double used2Error2;
  private double direct2;
  private double directUsed;
  private double directError;
  private double gap;

  /**
   * An estimator without rows.
   *
   * @param limit of the weight rule; not read where there is none
   * @param low smallest possible reward
   * @param high largest possible reward
   * @param bound largest weight that the interval of an unlimited doubly robust estimator uses,
   *     above 0; a good one is the root of the number of rows
   */
  public EstimatorSums(Estimator estimator, double limit, double low, double high, double bound) {
    if (!(low < high)) {
      throw new IllegalArgumentException("low < high is needed, found " + low + " and " + high);
    }
    this.estimator = estimator;
    this.limit = estimator.limited() ? Checks.positive("limit", limit) : limit;
    this.low = low;
    this.high = high;
    boolean unlimited = estimator.model() && estimator.rule() == WeightRule.PLAIN;
    this.boundedRule = unlimited ? WeightRule.CLIP : estimator.rule();
    this.bound = unlimited ? Checks.positive("bound", bound) : boundedRule.largest(this.limit);
  }

  /**
   * Adds a row whose numbers were checked.
   *
   * @param w pi(a|x)/p times the importance of the row
   * @param r its reward
   * @param q the model's value of the arm; 0 without a model
   * @param d the model's value of the candidate; 0 without a model
   * @param importance of the row, 1 unless the log is a sample
   */
  public void add(double w, double r, double q, double d, double importance) {
    double f = estimator.rule().of(w, limit);
    double error = f * (r - q);
    n += importance;
    direct += importance * d;
    corrected += error;
    weight += f;
    double z = d + error;
    double step = z - mean;
    mean += step / n;
    squares += step * (z - mean);
    gap += (w - f) * (r - q);
    if (estimator.normalised()) {
      used2 += f * f;
      used2Error += f * error;
      used2Error2 += error * error;
      direct2 += d * d;
      directUsed += d * f;
      directError += d * error;
    }
    bet(w, r, q, d);
  }

  private void bet(double w, double r, double q, double d) {
    double range = high - low;
    double f =
        boundedRule.of(w, boundedRule == estimator.rule() ? limit : bound)
            * boundedRule.scale(limit);
    if (!estimator.model()) {
      lowSide.add(f * (r - low) / range);
      highSide.add(f * (high - r) / range);
      return;
    }
    double z = within(d) + f * (r - within(q));
    lowSide.add(((z - low) / range + bound) / (2 * bound + 1));
    highSide.add(f);
  }

  private double within(double value) {
    return Math.max(low, Math.min(high, value));
  }

  public Estimator estimator() {
    return estimator;
  }

  public double limit() {
    return limit;
  }

  /** The estimate; NaN without rows, and for a self-normalised one without any weight. */
  public double value() {
    return direct / n + corrected / (estimator.normalised() ? weight : n);
  }

  /** Standard error of the estimate; NaN for fewer than two rows. */
  public double error() {
    if (!(n > 1)) {
      return Double.NaN;
    }
    if (!estimator.normalised()) {
      return Math.sqrt(squares / (n - 1) / n);
    }
    double u = corrected / weight;
    double model = (direct2 - direct * direct / n) / (n * n);
    double both = 2 * (directError - u * directUsed) / (n * weight);
    double own = (used2Error2 - 2 * u * used2Error + u * u * used2) / (weight * weight);
    return Math.sqrt(Math.max(0, model + both + own));
  }

  /** Variance of the rows around their mean, divided by n. */
  double variance() {
    return squares / n;
  }

  double rows() {
    return n;
  }

  /** Mean of the weights that are used. */
  double meanWeight() {
    return weight / n;
  }

  /** Mean of (w - f(w))(r - q): what the limit takes away. */
  double gap() {
    return gap / n;
  }

  /**
   * The interval for the candidate's value.
   *
   * @param alpha probability to miss, in (0, 1)
   * @param gaussian whether the log allows normal intervals; one is told unless the limit takes
   *     away more than a quarter of a standard error
   */
  public ValueInterval interval(double alpha, boolean gaussian) {
    double error = error();
    if (gaussian
        && estimator.rule() != WeightRule.ZERO
        && error > 0
        && Math.abs(gap()) <= error / 4) {
      double margin = Student.quantile(alpha, n - 1) * error;
      return new ValueInterval(value() - margin, value() + margin, ValueInterval.GAUSSIAN);
    }
    double[] ends = estimator.model() ? modelled(alpha) : weighted(alpha);
    return new ValueInterval(
        Math.max(low, ends[0]), Math.min(high, ends[1]), ValueInterval.BETTING);
  }

  private double[] weighted(double alpha) {
    double[] x = lowSide.values();
    double[] y = highSide.values();
    return new double[] {
      low + (high - low) * BettingBound.lower(x, x.length, alpha),
      high - (high - low) * BettingBound.lower(y, y.length, alpha)
    };
  }

  private double[] modelled(double alpha) {
    double third = 2 * alpha / 3;
    double[] x = lowSide.values();
    double[] f = highSide.values();
    double least = BettingBound.lower(x, x.length, third);
    for (int i = 0; i < x.length; i++) {
      x[i] = 1 - x[i];
    }
    double most = 1 - BettingBound.lower(x, x.length, third);
    double bias = 1 - BettingBound.lower(f, f.length, third);
    double width = 2 * bound + 1;
    return new double[] {
      low + (high - low) * (least * width - bound - bias),
      low + (high - low) * (most * width - bound + bias)
    };
  }
}
