package io.flyball.core.bandit;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * The probability that each of several independent random values is the largest: p_a = integral of
 * f_a(u) prod_{b != a} F_b(u) du, the propensity of Thompson sampling.
 *
 * <p>The range starts where the first distribution that reaches farthest up begins and ends at the
 * last upper tail; distributions below it get probability 0. Results are normalised to sum 1.
 */
public final class WinProbability {
  private static final double TAIL = 6.5;
  private static final double STEP = 0.7;
  private static final int MOST_NODES = 4096;
  private static final int FEWEST_NODES = 64;

  private WinProbability() {}

  /**
   * Independent normal values by the trapezoid rule, which converges exponentially on them: steps
   * of 0.7 of the smallest standard deviation, which counts as at least 1/220 of the largest. Cost:
   * nodes times arms in the race, some 60 ns each.
   *
   * @param mean means, finite
   * @param sd standard deviations, at least 0; all 0 gives the largest mean, shared by those alike
   */
  public static void normal(double[] mean, double[] sd, double[] out) {
    int k = mean.length;
    double widest = 0;
    for (double s : sd) {
      widest = Math.max(widest, s);
    }
    Arrays.fill(out, 0);
    if (widest == 0) {
      System.arraycopy(mean, 0, out, 0, k);
      Pick.uniformOverBest(out);
      return;
    }
    double floor = widest * 2 * TAIL / (STEP * MOST_NODES);
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double[] spread = new double[k];
    for (int a = 0; a < k; a++) {
      spread[a] = Math.max(sd[a], floor);
      low = Math.max(low, mean[a] - TAIL * spread[a]);
      high = Math.max(high, mean[a] + TAIL * spread[a]);
    }
    int[] race = new int[k];
    int n = 0;
    double narrowest = widest;
    for (int a = 0; a < k; a++) {
      if (mean[a] + TAIL * spread[a] >= low) {
        race[n++] = a;
        narrowest = Math.min(narrowest, spread[a]);
      }
    }
    int nodes = Math.max(FEWEST_NODES, (int) ((high - low) / (STEP * narrowest)));
    double step = (high - low) / nodes;
    double[] density = new double[n];
    double[] below = new double[n];
    double[] after = new double[n + 1];
    for (int i = 0; i <= nodes; i++) {
      double u = low + i * step;
      for (int r = 0; r < n; r++) {
        double s = spread[race[r]];
        double z = (u - mean[race[r]]) / s;
        density[r] = Math.exp(-0.5 * z * z) / s;
        below[r] = 0.5 * Erfc.value(-z * Math.sqrt(0.5));
      }
      accumulate(race, n, density, below, 1, after, out);
    }
    double sum = Arrays.stream(out).sum();
    if (sum == 0) {
      // Spreads below the spacing of doubles at these means.
      System.arraycopy(mean, 0, out, 0, k);
      Pick.uniformOverBest(out);
    }
    normalise(out);
  }

  /** out_a += weight f_a prod_{b != a} F_b; {@code after} is work space of n + 1. */
  public static void accumulate(
      int[] race, int n, double[] f, double[] below, double weight, double[] after, double[] out) {
    after[n] = weight;
    for (int r = n - 1; r > 0; r--) {
      after[r] = after[r + 1] * below[r];
    }
    double before = 1;
    for (int r = 0; r < n; r++) {
      out[race[r]] += f[r] * before * after[r + 1];
      before *= below[r];
    }
  }

  /** Divides by the sum. */
  public static void normalise(double[] p) {
    double sum = 0;
    for (double v : p) {
      sum += v;
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
  }
}
