package io.flyball.core.bandit.arms;

import static io.flyball.core.bandit.arms.LogitBeta.STEEPEST;
import static io.flyball.core.bandit.arms.LogitBeta.STEP;

import io.flyball.core.bandit.WinProbability;
import java.util.Arrays;

/**
 * The probability that each of several independent Beta values is the largest: p_a = integral of
 * f_a(t) prod_{b != a} F_b(t) dt over t = logit x.
 *
 * <p>Both the distribution functions and p are integrated between neighbouring nodes by the quintic
 * Hermite rule h (g0+g1)/2 + h^2 (g0'-g1')/10 + h^3 (g0''+g1'')/120. Distribution functions are
 * accumulated from below, so that small ones keep their relative accuracy. Nodes stand .55 standard
 * deviations of the narrowest arm apart, and closer where a density is steep. With P = prod F_b and
 * r_a = f_a/F_a the integrand is r_a P, its logarithm has the derivatives (ln f_a)' + sum r - r_a
 * and the like, so that arms meet only in sums over all of them.
 *
 * <p>Relative error at most 1e-3 for probabilities down to 1e-9, for 1 to 30,000 observations per
 * arm; smaller ones may be 0. Cost: some 45 nodes for arms of like width, 20 ns per node and arm.
 */
final class BetaBestArmProbability {
  /** A difference from 1 that is taken as it is; a smaller one has lost its digits. */
  private static final double PLAIN = 1e-3;

  /** A start below this may be off by a hundredth: no probability of 1e-9 notices. */
  private static final double SMALL = 1e-12;

  /** Logarithm of what is left out below the first node, and what it may turn out to be. */
  private static final double NEGLIGIBLE = -46;

  private static final double LEAST = 1e-15;
  private static final double HALF = Math.log(2);
  private static final int HALVINGS = 8;

  /** Largest parameter; those beyond are scaled down together. */
  private static final double LARGEST = 1e12;

  private final LogitBeta[] race;
  private final int[] place;
  private int n;

  /** Nodes in t, with x = 1/(1+e^-t), x (1-x), and ln(1+e^t). */
  private double[] t = new double[64];

  private double[] x = new double[64];
  private double[] spread = new double[64];
  private double[] softplus = new double[64];
  private int nodes;

  /** Weights of g, g' and g'' in the rule up to a node, h/2, h^2/10 and h^3/120. */
  private double[] values;

  private double[] firsts;
  private double[] seconds;

  /** At each node: the product of all F, and first and second derivative of its logarithm. */
  private double[] product;

  private double[] slopes;
  private double[] curves;

  private BetaBestArmProbability(int k) {
    race = new LogitBeta[k];
    place = new int[k];
  }

  /** Parameters a and b are at least 1; writes probabilities of sum 1. */
  static void run(double[] a, double[] b, double[] out) {
    new BetaBestArmProbability(a.length).fill(a, b, out);
  }

  private void fill(double[] a, double[] b, double[] out) {
    LogitBeta[] all = new LogitBeta[a.length];
    double low = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < all.length; i++) {
      double scale = Math.min(1, LARGEST / Math.max(a[i], b[i]));
      all[i] = new LogitBeta(Math.max(1, a[i] * scale), Math.max(1, b[i] * scale));
      low = Math.max(low, all[i].from);
    }
    double end = low;
    for (int i = 0; i < all.length; i++) {
      if (all[i].to >= low) {
        place[n] = i;
        race[n++] = all[i];
        end = Math.max(end, all[i].to);
      }
    }
    Arrays.fill(out, 0);
    if (!integrate(bottom(low), end, out)) {
      integrate(low, end, out);
    }
    WinProbability.normalise(out);
  }

  /**
   * Where the product of all F, which is the probability that the best value lies below, is
   * negligible: as if logits were normal, of which F(-z) is at most e^(-z^2/2)/2.
   */
  private double bottom(double low) {
    double from = low;
    double step = 0;
    for (int r = 0; r < n; r++) {
      step = Math.max(step, race[r].mean - low);
    }
    for (int i = 0; i < HALVINGS; i++) {
      step /= 2;
      double log = 0;
      for (int r = 0; r < n && log > NEGLIGIBLE; r++) {
        double z = (race[r].mean - from - step) / race[r].sd;
        log -= z > 0 ? z * z / 2 + HALF : 0;
      }
      from += log <= NEGLIGIBLE ? step : 0;
    }
    return from;
  }

  /** Whether nothing that counts lies below the first node. */
  private boolean integrate(double low, double end, double[] out) {
    nodes = 0;
    placeNodes(low, end);
    weigh();
    product = new double[nodes];
    slopes = new double[nodes];
    curves = new double[nodes];
    Arrays.fill(product, 1);
    double[][] ratios = new double[n][];
    double[] below = new double[nodes];
    for (int r = 0; r < n; r++) {
      ratios[r] = new double[nodes];
      distribution(race[r], ratios[r], below);
      gather(race[r], ratios[r], below);
    }
    for (int r = 0; r < n; r++) {
      out[place[r]] = Math.max(0, win(race[r], ratios[r]));
    }
    return product[0] <= LEAST;
  }

  private void placeNodes(double low, double end) {
    LogitBeta[] active = Arrays.copyOf(race, n);
    int count = n;
    for (double at = low; ; ) {
      if (nodes == t.length) {
        t = Arrays.copyOf(t, 2 * nodes);
        x = Arrays.copyOf(x, 2 * nodes);
        spread = Arrays.copyOf(spread, 2 * nodes);
        softplus = Arrays.copyOf(softplus, 2 * nodes);
      }
      double e = Math.exp(-Math.abs(at));
      double here = at < 0 ? e / (1 + e) : 1 / (1 + e);
      t[nodes] = at;
      x[nodes] = here;
      spread[nodes] = here * (1 - here);
      softplus[nodes++] = Math.max(at, 0) + Math.log(1 + e);
      if (at >= end) {
        return;
      }
      // As far as the narrowest and the steepest density from here on allow.
      double narrowest = Double.POSITIVE_INFINITY;
      double steepest = 0;
      int left = 0;
      for (int r = 0; r < count; r++) {
        LogitBeta arm = active[r];
        if (at < arm.to) {
          active[left++] = arm;
          narrowest = Math.min(narrowest, arm.sd);
          steepest = Math.max(steepest, arm.normal ? 0 : Math.abs(arm.a - arm.sum * here));
        }
      }
      count = left;
      double step = Math.min(STEP * narrowest, STEEPEST / steepest);
      at = Math.max(Math.nextUp(at), Math.min(end, at + step));
    }
  }

  private void weigh() {
    values = new double[nodes + 1];
    firsts = new double[nodes + 1];
    seconds = new double[nodes + 1];
    for (int j = 1; j < nodes; j++) {
      double h = t[j] - t[j - 1];
      values[j] = h / 2;
      firsts[j] = h * h / 10;
      seconds[j] = h * h * h / 120;
    }
  }

  /** Density and distribution function of one arm at all nodes. */
  private void distribution(LogitBeta arm, double[] f, double[] below) {
    double total = 0;
    double g0 = 0;
    double d0 = 0;
    double c0 = 0;
    for (int j = 0; j < nodes; j++) {
      double slope = arm.slope(t[j], x[j]);
      double g1 = t[j] > arm.to ? 0 : arm.density(t[j], softplus[j]);
      double d1 = g1 * slope;
      double c1 = g1 * (slope * slope + arm.curve(spread[j]));
      total += Math.max(0, values[j] * (g0 + g1) + firsts[j] * (d0 - d1) + seconds[j] * (c0 + c1));
      below[j] = total;
      f[j] = g1;
      g0 = g1;
      d0 = d1;
      c0 = c1;
    }
    double start = Math.max(start(arm, f[0], total), Double.MIN_NORMAL);
    for (int j = 0; j < nodes; j++) {
      below[j] += start;
    }
  }

  /** The distribution function at the first node. */
  private double start(LogitBeta arm, double density, double total) {
    double slope = arm.slope(t[0], x[0]);
    if (arm.from >= t[0] || (slope > 0 && density < SMALL * slope)) {
      // The first level of Mills' ratio.
      return density * slope / (slope * slope - arm.curve(spread[0]));
    }
    return 1 - total > PLAIN ? 1 - total : arm.below(t[0]);
  }

  /** Turns densities into ratios r = (ln F)', and adds the arm to what all arms share. */
  private void gather(LogitBeta arm, double[] f, double[] below) {
    for (int j = 0; j < nodes; j++) {
      double ratio = f[j] / below[j];
      f[j] = ratio;
      product[j] *= below[j];
      slopes[j] += ratio;
      curves[j] += ratio * (arm.slope(t[j], x[j]) - ratio);
    }
  }

  /** The integral of g = r P. */
  private double win(LogitBeta arm, double[] ratios) {
    double total = 0;
    for (int j = 0; j < nodes; j++) {
      double ratio = ratios[j];
      double own = arm.slope(t[j], x[j]);
      double slope = own + slopes[j] - ratio;
      double curve = arm.curve(spread[j]) + curves[j] - ratio * (own - ratio);
      total +=
          ratio
              * product[j]
              * (values[j]
                  + values[j + 1]
                  + (firsts[j + 1] - firsts[j]) * slope
                  + (seconds[j] + seconds[j + 1]) * (slope * slope + curve));
    }
    return total;
  }
}
