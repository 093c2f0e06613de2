package io.flyball.core.bandit.slate;

import java.util.List;

/**
 * What another policy would have earned on logged slates: means over slates of sums over positions,
 * with weights w of the evaluated over the logging policy (Swaminathan et al. 2017; Li et al. 2018;
 * McInerney et al. 2020; Kiyohara et al. 2022).
 *
 * <pre>
 * SIPS        w = ratio of the whole slates, on every reward
 * IIPS        w_l = ratio of the marginals of the arm at its position
 * RIPS        w_l = ratio of the slates down to position l
 * cascade-DR  sum over l of w_{1:l} (r_l - Q_l(a_l)) + w_{1:l-1} sum over a of pi(a|a_{<l}) Q_l(a)
 * </pre>
 *
 * <p>SIPS is unbiased whatever the users do, RIPS and cascade-DR where a reward depends on what
 * stands above it alone, IIPS where it depends on its own position and arm alone. An empty log
 * gives NaN.
 */
public final class SlateEstimate {
  private SlateEstimate() {}

  /**
   * A logged slate.
   *
   * @param rewards by position
   * @param logged probability of each arm given those above it, in (0, 1], under the logging policy
   * @param evaluated the same under the evaluated policy, in [0, 1]
   */
  @SuppressWarnings("ArrayRecordComponent") // a row of a log; never compared
  public record Row(double[] rewards, double[] logged, double[] evaluated) {

    /** Ratio of the slates down to a position, counted from 0; -1 for the empty one. */
    double cascade(int position) {
      double w = 1;
      for (int l = 0; l <= position; l++) {
        w *= evaluated[l] / logged[l];
      }
      return w;
    }
  }

  /**
   * The whole slates' ratio.
   *
   * @param selfNormalised whether the weights are divided by their mean
   */
  public static double sips(List<Row> log, boolean selfNormalised) {
    return weighted(log, (row, i, l) -> row.cascade(row.rewards().length - 1), selfNormalised);
  }

  /** The ratio down to each position; self-normalised position by position. */
  public static double rips(List<Row> log, boolean selfNormalised) {
    return weighted(log, (row, i, l) -> row.cascade(l), selfNormalised);
  }

  /**
   * The marginals' ratio.
   *
   * @param ratios w by [slate][position]
   */
  public static double iips(List<Row> log, double[][] ratios, boolean selfNormalised) {
    return weighted(log, (row, i, l) -> ratios[i][l], selfNormalised);
  }

  private interface Weight {
    double of(Row row, int slate, int position);
  }

  private static double weighted(List<Row> log, Weight weight, boolean selfNormalised) {
    int k = log.stream().mapToInt(row -> row.rewards().length).max().orElse(0);
    double total = log.isEmpty() ? Double.NaN : 0;
    for (int l = 0; l < k; l++) {
      double sum = 0;
      double weights = 0;
      for (int i = 0; i < log.size(); i++) {
        Row row = log.get(i);
        if (l < row.rewards().length) {
          double w = weight.of(row, i, l);
          sum += w * row.rewards()[l];
          weights += w;
        }
      }
      total += sum / (selfNormalised ? weights : log.size());
    }
    return total;
  }

  /**
   * Cascade doubly robust.
   *
   * @param predicted Q_l(a_l), the predicted reward from position l to the end, by
   *     [slate][position]; any keeps the estimate unbiased
   * @param expected its mean over the evaluated policy's arms there, by [slate][position]
   */
  public static double cascadeDoublyRobust(
      List<Row> log, double[][] predicted, double[][] expected) {
    double sum = 0;
    for (int i = 0; i < log.size(); i++) {
      Row row = log.get(i);
      for (int l = 0; l < row.rewards().length; l++) {
        sum +=
            row.cascade(l) * (row.rewards()[l] - predicted[i][l])
                + row.cascade(l - 1) * expected[i][l];
      }
    }
    return sum / log.size();
  }

  /**
   * Weight of the pseudo-inverse estimator where each slot draws from arms of its own,
   * independently: 1 + sum over l of (w_l - 1); it may be negative.
   *
   * @param ratios evaluated over logged probability, by slot
   */
  public static double productWeight(double... ratios) {
    double w = 1;
    for (double ratio : ratios) {
      w += ratio - 1;
    }
    return w;
  }
}
