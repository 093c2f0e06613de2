package io.flyball.core.loop;

/**
 * Distributions over categories, as arrays of non-negative weights that need not sum to one. An
 * array of zeros is the empty distribution: its metrics are NaN.
 */
public final class CategoryShares {

  private CategoryShares() {}

  /** Shannon entropy in nats. */
  public static double entropyNats(double[] weights) {
    double total = total(weights);
    double sum = 0;
    for (double weight : weights) {
      if (weight > 0) {
        double p = weight / total;
        sum -= p * Math.log(p);
      }
    }
    return total == 0 ? Double.NaN : sum + 0.0;
  }

  /**
   * Calibration of a list to a history: KL(p || (1 - alpha) q + alpha p) in nats with p the history
   * and q the list (Steck, "Calibrated recommendations", RecSys 2018; usual alpha .01). 0 means
   * calibrated.
   */
  public static double calibrationKl(double[] history, double[] list, double alpha) {
    check(history, list);
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must lie in (0, 1), was " + alpha);
    }
    double pTotal = total(history);
    double qTotal = total(list);
    if (pTotal == 0 || qTotal == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < history.length; i++) {
      double p = history[i] / pTotal;
      if (p > 0) {
        sum += p * Math.log(p / ((1 - alpha) * list[i] / qTotal + alpha * p));
      }
    }
    return sum;
  }

  /**
   * Interest drift: the Euclidean distance of the shares from their anchor, in [0, sqrt 2] (Jiang
   * et al., "Degenerate feedback loops in recommender systems", AIES 2019).
   */
  public static double distance(double[] anchor, double[] current) {
    check(anchor, current);
    double a = total(anchor);
    double b = total(current);
    double sum = 0;
    for (int i = 0; i < anchor.length; i++) {
      double gap = anchor[i] / a - current[i] / b;
      sum += gap * gap;
    }
    return Math.sqrt(sum);
  }

  /** Jensen-Shannon divergence in nats, in [0, ln 2]. */
  public static double jensenShannon(double[] one, double[] other) {
    check(one, other);
    double a = total(one);
    double b = total(other);
    if (a == 0 || b == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      double p = one[i] / a;
      double q = other[i] / b;
      double m = (p + q) / 2;
      sum += (p > 0 ? p * Math.log(p / m) : 0) + (q > 0 ? q * Math.log(q / m) : 0);
    }
    return Math.max(0, sum / 2);
  }

  /**
   * Bias disparity (B_R - B_S) / B_S of a category, where B is its share in the recommendations (R)
   * or the history (S) over its share in the catalogue (Lin et al., 2019). The catalogue share
   * cancels. NaN when the history has none of it.
   */
  public static double biasDisparity(double[] history, double[] recommended, int category) {
    check(history, recommended);
    double source = history[category] / total(history);
    double shown = recommended[category] / total(recommended);
    return source == 0 ? Double.NaN : (shown - source) / source;
  }

  private static double total(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      if (!(weight >= 0)) {
        throw new IllegalArgumentException("weights must be >= 0, was " + weight);
      }
      sum += weight;
    }
    return sum;
  }

  private static void check(double[] one, double[] other) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(
          "distributions over " + one.length + " and " + other.length + " categories");
    }
  }
}
