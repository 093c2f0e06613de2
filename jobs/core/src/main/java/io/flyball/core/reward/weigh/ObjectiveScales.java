package io.flyball.core.reward.weigh;

import io.flyball.core.bandit.Checks;

/**
 * Running mean and deviation of each objective, so that rewards of any scale count alike: z_k =
 * (r_k - mu_k) / sigma_k and A = sum w_k z_k (per-objective normalised advantages, as of the
 * several critics of SLIM). Multiplying any r_k by c &gt; 0 leaves A unchanged.
 *
 * <p>A value is judged by what came before it. Mean and variance are the exact ones of the first
 * {@code memory} values and fade exponentially from then on: with a = 1/min(n, memory), d = r - mu:
 * mu += a d, var = (1 - a)(var + a d^2) (West 1979). An objective that never varied has no scale: z
 * = 0. A missing value is NaN: its z is 0 and it teaches nothing. Cost: O(objectives).
 *
 * @param mean by objective
 * @param variance by objective, of the population
 * @param count values seen of each objective, at most the memory
 */
@SuppressWarnings("ArrayRecordComponent") // packed state on the per-event path; never compared
public record ObjectiveScales(double[] mean, double[] variance, double[] count) {

  public static ObjectiveScales fresh(int objectives) {
    return new ObjectiveScales(
        new double[objectives], new double[objectives], new double[objectives]);
  }

  /** Writes the standardised values. */
  public void standardise(double[] values, double[] out) {
    for (int k = 0; k < values.length; k++) {
      double deviation = Math.sqrt(variance[k]);
      double z = (values[k] - mean[k]) / deviation;
      out[k] = deviation > 0 && !Double.isNaN(z) ? z : 0;
    }
  }

  /**
   * Learns the values, in place.
   *
   * @param memory values remembered, at least 1
   */
  public void observe(double[] values, double memory) {
    for (int k = 0; k < values.length; k++) {
      double value = values[k];
      if (Double.isNaN(value)) {
        continue;
      }
      count[k] = Math.min(count[k] + 1, memory);
      double share = 1 / count[k];
      double gap = value - mean[k];
      mean[k] += share * gap;
      variance[k] = (1 - share) * (variance[k] + share * gap * gap);
    }
  }

  /** Weighted sum of standardised values. */
  public static double compose(double[] standardised, double[] weights) {
    double sum = 0;
    for (int k = 0; k < standardised.length; k++) {
      sum += weights[k] * standardised[k];
    }
    return sum;
  }

  /**
   * Composed advantages of a batch judged by its own means and deviations.
   *
   * @param rewards one row per objective, one column per item, finite
   */
  public static double[] batch(double[][] rewards, double[] weights) {
    Checks.vector("weights", weights, rewards.length);
    ObjectiveScales scales = fresh(rewards.length);
    int items = rewards[0].length;
    double[] column = new double[rewards.length];
    for (int i = 0; i < items; i++) {
      scales.observe(column(rewards, i, column), items);
    }
    double[] out = new double[items];
    for (int i = 0; i < items; i++) {
      scales.standardise(column(rewards, i, column), column);
      out[i] = compose(column, weights);
    }
    return out;
  }

  private static double[] column(double[][] rows, int i, double[] into) {
    for (int k = 0; k < rows.length; k++) {
      into[k] = rows[k][i];
    }
    return into;
  }
}
