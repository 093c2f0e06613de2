package io.flyball.core.bandit.slate;

import io.flyball.core.bandit.Checks;
import io.flyball.core.random.Draws;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The Plackett-Luce distribution over slates without replacement (Plackett 1975; Luce 1959):
 *
 * <pre>P(a_1 … a_k) = product over l of W_{a_l} / (sum of W - W_{a_1} - … - W_{a_{l-1}})</pre>
 *
 * <p>Of a policy that is a softmax, W = exp(score/temperature) and sequential draws among what is
 * left have this distribution.
 */
public final class PlackettLuce {
  /** Nodes of the integral in ln t; 192 give 12 digits. */
  private static final int NODES = 192;

  private final double[] weights;
  private final double sum;

  /**
   * @param weights one for each arm, above 0 and finite; of any scale
   */
  public PlackettLuce(double... weights) {
    for (double weight : weights) {
      Checks.positive("weight", weight);
    }
    this.weights = weights.clone();
    this.sum = Arrays.stream(weights).sum();
  }

  /** Probability of a slate; O(k). */
  public double joint(int... slate) {
    double joint = 1;
    for (double p : conditionals(slate)) {
      joint *= p;
    }
    return joint;
  }

  /** Probability of each arm of a slate, given those above it; O(K k), without cancellation. */
  public double[] conditionals(int... slate) {
    double[] left = weights.clone();
    double[] p = new double[slate.length];
    for (int l = 0; l < slate.length; l++) {
      p[l] = left[slate[l]] / Arrays.stream(left).sum();
      left[slate[l]] = 0;
    }
    return p;
  }

  /**
   * The k arms with the smallest -ln(u_a)/W_a, smallest first, which is the top k of W with Gumbel
   * noise: a draw. The uniform numbers are draws of (seed, key) by the arm's index.
   */
  public int[] draw(int k, long seed, long key) {
    double[] arrival = new double[weights.length];
    for (int a = 0; a < weights.length; a++) {
      arrival[a] = -Math.log1p(-Draws.uniform(seed, key, a)) / weights[a];
    }
    Integer[] order = new Integer[weights.length];
    Arrays.setAll(order, a -> a);
    Arrays.sort(order, Comparator.comparingDouble(a -> arrival[a]));
    return Arrays.stream(order).limit(k).mapToInt(Integer::intValue).toArray();
  }

  /**
   * Probability of each arm at each of the first k positions, [position][arm].
   *
   * <p>Arm a arrives at an exponential time of rate W_a, and is at position l when l-1 others were
   * there before:
   *
   * <pre>P(a at l) = integral of W_a exp(-W_a t) P(l-1 others before t) dt</pre>
   *
   * <p>with a Poisson-binomial distribution inside, by the trapezoidal rule in ln t. Relative error
   * about 1e-12. Cost: O(K k²) a node, 192 nodes.
   */
  public double[][] marginals(int k) {
    double from = Math.log(1e-18 / sum);
    double to = Math.log(45 / Arrays.stream(weights).min().orElseThrow());
    double step = (to - from) / (NODES - 1);
    double[][] out = new double[k][weights.length];
    for (int node = 0; node < NODES; node++) {
      double t = Math.exp(from + node * step);
      double share = step * t * (node == 0 || node == NODES - 1 ? 0.5 : 1);
      add(t, share, out);
    }
    return out;
  }

  private void add(double t, double share, double[][] out) {
    int n = weights.length;
    int k = out.length;
    double[][] after = new double[n + 1][];
    after[n] = none(k);
    for (int a = n - 1; a >= 0; a--) {
      after[a] = with(after[a + 1], t, a);
    }
    double[] before = none(k);
    for (int a = 0; a < n; a++) {
      double density = share * weights[a] * Math.exp(-weights[a] * t);
      for (int l = 0; l < k; l++) {
        double others = 0;
        for (int i = 0; i <= l; i++) {
          others += before[i] * after[a + 1][l - i];
        }
        out[l][a] += density * others;
      }
      before = with(before, t, a);
    }
  }

  /** Probabilities of 0, 1, … arrivals among no arms. */
  private static double[] none(int k) {
    double[] counts = new double[k];
    counts[0] = 1;
    return counts;
  }

  private double[] with(double[] counts, double t, int arm) {
    double arrived = -Math.expm1(-weights[arm] * t);
    double still = Math.exp(-weights[arm] * t);
    double[] next = new double[counts.length];
    for (int c = 0; c < counts.length; c++) {
      next[c] = counts[c] * still + (c > 0 ? counts[c - 1] * arrived : 0);
    }
    return next;
  }
}
