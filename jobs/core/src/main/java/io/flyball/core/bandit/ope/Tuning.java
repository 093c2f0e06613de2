package io.flyball.core.bandit.ope;

import io.flyball.core.stats.Student;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Choosing the limit of an estimator from the log that it is used on. */
public enum Tuning {
  /**
   * Largest i, widths falling, such that the intervals th_j +- 2 CNF_j of all j up to i share a
   * point (Su, Srinath, Krishnamurthy, "Adaptive estimator selection for off-policy evaluation",
   * ICML 2020).
   */
  SLOPE,
  /**
   * Goes on, widths falling, while |th_j - th_i| &lt;= CNF_i + (sqrt 6 - 1) CNF_j for all j kept
   * (Tucker, Lee, "Improved estimator selection for off-policy evaluation", 2021).
   */
  SLOPE_PLUS_PLUS,
  /**
   * Least estimated squared error: var/n + (|mean((w-f(w))(r-q))| + sqrt(2 mean(w^2) ln(2/delta)/n)
   * + 2 wmax ln(2/delta)/(3n))^2 (Su et al., "Doubly robust off-policy evaluation with shrinkage",
   * ICML 2020; as Open Bandit Pipeline's estimators_tuning.py).
   */
  MSE;

  /** Limits that are tried; the last stands for none. */
  public static final List<Double> LIMITS =
      List.of(1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1e3, 1e4, 1e6);

  private static final double DELTA = 0.1;
  private static final double DELTA_MSE = 0.05;

  /** The chosen estimate among those of one estimator with several limits. */
  public EstimatorSums choose(List<EstimatorSums> candidates, double meanSquare, double largest) {
    if (this == MSE) {
      return candidates.stream()
          .min(Comparator.comparingDouble(c -> meanSquaredError(c, meanSquare, largest)))
          .orElseThrow();
    }
    double[] values = candidates.stream().mapToDouble(EstimatorSums::value).toArray();
    double[] widths = candidates.stream().mapToDouble(Tuning::width).toArray();
    return candidates.get(this == SLOPE ? slope(values, widths) : slopePlusPlus(values, widths));
  }

  /** CNF: the one-sided t quantile of .9 times sqrt(var/(n-1)). */
  private static double width(EstimatorSums c) {
    return Student.quantile(2 * DELTA, c.rows() - 1) * Math.sqrt(c.variance() / (c.rows() - 1));
  }

  static double meanSquaredError(EstimatorSums c, double meanSquare, double largest) {
    return meanSquaredError(c.variance(), c.rows(), c.gap(), meanSquare, largest, DELTA_MSE);
  }

  /** The formula of {@link #MSE}. */
  static double meanSquaredError(
      double variance, double n, double gap, double meanSquare, double largest, double delta) {
    double log = Math.log(2 / delta);
    double bias = Math.abs(gap) + Math.sqrt(2 * meanSquare * log / n) + 2 * largest * log / (3 * n);
    return variance / n + bias * bias;
  }

  private static Integer[] falling(double[] widths) {
    Integer[] order = new Integer[widths.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -widths[i]));
    return order;
  }

  /** Index of the estimate that {@link #SLOPE} takes. */
  static int slope(double[] values, double[] widths) {
    double least = Double.NEGATIVE_INFINITY;
    double most = Double.POSITIVE_INFINITY;
    int chosen = 0;
    for (int i : falling(widths)) {
      least = Math.max(least, values[i] - 2 * widths[i]);
      most = Math.min(most, values[i] + 2 * widths[i]);
      if (least > most) {
        break;
      }
      chosen = i;
    }
    return chosen;
  }

  /** Index of the estimate that {@link #SLOPE_PLUS_PLUS} takes. */
  static int slopePlusPlus(double[] values, double[] widths) {
    Integer[] order = falling(widths);
    int kept = 0;
    for (int at = 1; at < order.length; at++) {
      int i = order[at];
      for (int before = 0; before < at; before++) {
        int j = order[before];
        double allowed = widths[i] + (Math.sqrt(6) - 1) * widths[j];
        if (Math.abs(values[j] - values[i]) > allowed) {
          return order[kept];
        }
      }
      kept = at;
    }
    return order[kept];
  }

  /** The name: slope, slope++ or mse. */
  public String label() {
    return this == SLOPE_PLUS_PLUS ? "slope++" : name().toLowerCase(Locale.ROOT);
  }

  /** The way of a name. */
  public static Tuning parse(String text) {
    return Arrays.stream(values())
        .filter(t -> t.label().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "limits are chosen by slope, slope++ or mse, not '" + text + "'"));
  }
}
