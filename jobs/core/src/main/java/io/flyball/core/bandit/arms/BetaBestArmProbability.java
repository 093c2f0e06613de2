package io.flyball.core.bandit.arms;

import io.flyball.core.bandit.WinProbability;
import java.util.Arrays;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * The probability that each of several independent Beta values is the largest: p_a = integral of
 * f_a(t) prod_{b != a} F_b(t) dt over t = logit x, where ln f = a t - (a+b) ln(1+e^t) - ln B(a,b).
 *
 * <p>Both the distribution functions and p are integrated between neighbouring nodes by the quintic
 * Hermite rule h (g0+g1)/2 + h^2 (g0'-g1')/10 + h^3 (g0''+g1'')/120, whose derivatives cost no
 * exponential: (ln f)' = a - (a+b) x and (ln f)'' = -(a+b) x(1-x). Distribution functions are
 * accumulated from below, so that small ones keep their relative accuracy. Nodes stand .48 standard
 * deviations of the narrowest arm apart, and closer where a density is steep.
 *
 * <p>Relative error at most 1e-3 for probabilities down to 1e-9, for 1 to 30,000 observations per
 * arm; smaller ones may be 0. Cost: some 45 nodes for arms of like width, 45 ns per node and arm.
 */
final class BetaBestArmProbability {
  private static final double STEP = 0.48;
  private static final double STEEPEST = 2.3;

  /** Standard deviations within which a distribution is looked for its ends. */
  private static final double TAIL = 7.5;

  /** The end on the side of a parameter below this falls like e^-e^t: it is nearer, and steep. */
  private static final double STEEP_END = 30;

  private static final double SHORT_TAIL = 3;

  /** Logarithm of what is left out beyond each end. */
  private static final double NEGLIGIBLE = -30;

  /** A difference from 1 that is taken as it is; a smaller one has lost its digits. */
  private static final double PLAIN = 1e-3;

  /**
   * Observations from which on the logit is normal: rounding would cost more than the difference.
   */
  private static final double NORMAL_FROM = 1e9;

  /** Largest parameter; those beyond are scaled down together. */
  private static final double LARGEST = 1e12;

  /** Smallest standard deviation that is told from none. */
  private static final double NARROWEST = 1e-8;

  private final double[] a;
  private final double[] b;
  private final double[] mean;
  private final double[] sd;
  private final double[] logNorm;
  private final double[] from;
  private final double[] to;
  private final int[] race;
  private int n;

  /** Nodes in t, with x = 1/(1+e^-t) and ln(1+e^t). */
  private double[] t = new double[64];

  private double[] x = new double[64];
  private double[] softplus = new double[64];
  private int nodes;

  private BetaBestArmProbability(double[] a, double[] b) {
    int k = a.length;
    this.a = new double[k];
    this.b = new double[k];
    mean = new double[k];
    sd = new double[k];
    logNorm = new double[k];
    from = new double[k];
    to = new double[k];
    race = new int[k];
    for (int i = 0; i < k; i++) {
      double scale = Math.min(1, LARGEST / Math.max(a[i], b[i]));
      this.a[i] = Math.max(1, a[i] * scale);
      this.b[i] = Math.max(1, b[i] * scale);
    }
  }

  /** Parameters a and b are at least 1; writes probabilities of sum 1. */
  static void run(double[] a, double[] b, double[] out) {
    new BetaBestArmProbability(a, b).run(out);
  }

  private void run(double[] out) {
    double low = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < a.length; i++) {
      mean[i] = Math.log((a[i] - .5) / (b[i] - .5));
      sd[i] = Math.max(NARROWEST, Math.sqrt(1 / a[i] + 1 / b[i]));
      logNorm[i] = normal(i) ? Math.log(sd[i] * Math.sqrt(2 * Math.PI)) : LogBeta.value(a[i], b[i]);
      from[i] = lowerEnd(i, a[i], b[i], mean[i]);
      to[i] = -lowerEnd(i, b[i], a[i], -mean[i]);
      low = Math.max(low, from[i]);
    }
    for (int i = 0; i < a.length; i++) {
      if (to[i] >= low) {
        race[n++] = i;
      }
    }
    placeNodes(low);
    double[][] f = new double[n][nodes];
    double[][] below = new double[n][nodes];
    for (int r = 0; r < n; r++) {
      distribution(race[r], from[race[r]] >= low, f[r], below[r]);
    }
    Arrays.fill(out, 0);
    integrate(f, below, out);
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.max(0, out[i]);
    }
    WinProbability.normalise(out);
  }

  private boolean normal(int i) {
    return a[i] + b[i] > NORMAL_FROM && Math.min(a[i], b[i]) > 1e6;
  }

  /**
   * A t below which less than e^-30 of Beta(p, q) lies: by log-concavity F &lt;= f/(ln f)', and by
   * the exponential tail F &lt;= e^(p t)/(p B).
   */
  private double lowerEnd(int i, double p, double q, double middle) {
    if (normal(i)) {
      return middle - TAIL * sd[i];
    }
    double bound = (NEGLIGIBLE + Math.log(p) + logNorm[i]) / p;
    for (double z = q < STEEP_END ? SHORT_TAIL : TAIL; ; z *= 1.2) {
      double at = middle - z * sd[i];
      if (at <= bound) {
        return bound;
      }
      double win = 1 / (1 + Math.exp(-at));
      double slope = p - (p + q) * win;
      double log = p * at + (p + q) * Math.log1p(-win) - logNorm[i];
      if (slope > 0 && log <= NEGLIGIBLE + Math.log(slope)) {
        return at;
      }
    }
  }

  private void placeNodes(double low) {
    double end = low;
    for (int r = 0; r < n; r++) {
      end = Math.max(end, to[race[r]]);
    }
    for (double at = low; ; at = Math.max(Math.nextUp(at), next(at, end))) {
      if (nodes == t.length) {
        t = Arrays.copyOf(t, 2 * nodes);
        x = Arrays.copyOf(x, 2 * nodes);
        softplus = Arrays.copyOf(softplus, 2 * nodes);
      }
      double e = Math.exp(-Math.abs(at));
      t[nodes] = at;
      x[nodes] = at < 0 ? e / (1 + e) : 1 / (1 + e);
      softplus[nodes++] = Math.max(at, 0) + Math.log(1 + e);
      if (at >= end) {
        return;
      }
    }
  }

  /** As far as the narrowest or steepest density from here on allows. */
  private double next(double at, double end) {
    double here = x[nodes - 1];
    double next = end;
    for (int r = 0; r < n; r++) {
      int i = race[r];
      if (at < from[i]) {
        next = Math.min(next, from[i] + STEP * sd[i]);
      } else if (at < to[i]) {
        double steepness = normal(i) ? 0 : Math.abs(a[i] - (a[i] + b[i]) * here);
        next = Math.min(next, at + Math.min(STEP * sd[i], STEEPEST / steepness));
      }
    }
    return next;
  }

  /** Derivative of ln f. */
  private double slope(int i, int j) {
    return normal(i) ? (mean[i] - t[j]) / (sd[i] * sd[i]) : a[i] - (a[i] + b[i]) * x[j];
  }

  /** Second derivative of ln f. */
  private double curve(int i, int j) {
    return normal(i) ? -1 / (sd[i] * sd[i]) : -(a[i] + b[i]) * x[j] * (1 - x[j]);
  }

  private static double hermite(
      double h, double g0, double g1, double d0, double d1, double c0, double c1) {
    return h * ((g0 + g1) / 2 + h * ((d0 - d1) / 10 + h * (c0 + c1) / 120));
  }

  /** Density and distribution function of one arm at all nodes. */
  private void distribution(int i, boolean begins, double[] f, double[] below) {
    double total = 0;
    double d0 = 0;
    double c0 = 0;
    for (int j = 0; j < nodes; j++) {
      double slope = slope(i, j);
      double value = t[j] > to[i] ? 0 : density(i, j);
      double d1 = value * slope;
      double c1 = value * (slope * slope + curve(i, j));
      if (j > 0) {
        double h = t[j] - t[j - 1];
        total += Math.max(0, hermite(h, f[j - 1], value, d0, d1, c0, c1));
        below[j] = total;
      }
      f[j] = value;
      d0 = d1;
      c0 = c1;
    }
    double start = start(i, begins, f[0], total);
    for (int j = 0; j < nodes; j++) {
      below[j] += start;
    }
  }

  private double density(int i, int j) {
    if (normal(i)) {
      double z = (t[j] - mean[i]) / sd[i];
      return Math.exp(-z * z / 2 - logNorm[i]);
    }
    return Math.exp(a[i] * t[j] - (a[i] + b[i]) * softplus[j] - logNorm[i]);
  }

  /** The distribution function at the first node. */
  private double start(int i, boolean begins, double density, double total) {
    double value;
    if (begins) {
      value = density / slope(i, 0);
    } else if (1 - total > PLAIN) {
      value = 1 - total;
    } else if (normal(i)) {
      value = 0.5 * Erfc.value((mean[i] - t[0]) / sd[i] * Math.sqrt(0.5));
    } else {
      value = RegularizedBeta.value(x[0], a[i], b[i]);
    }
    return Math.max(value, Double.MIN_NORMAL);
  }

  private void integrate(double[][] f, double[][] below, double[] out) {
    double[] g0 = new double[n];
    double[] d0 = new double[n];
    double[] c0 = new double[n];
    double[] after = new double[n + 1];
    double[] ratio = new double[n];
    double[] bend = new double[n];
    after[n] = 1;
    for (int j = 0; j < nodes; j++) {
      double slopes = 0;
      double bends = 0;
      for (int r = n - 1; r >= 0; r--) {
        // First and second derivative of ln F.
        ratio[r] = f[r][j] / below[r][j];
        bend[r] = ratio[r] * (slope(race[r], j) - ratio[r]);
        slopes += ratio[r];
        bends += bend[r];
        after[r] = after[r + 1] * below[r][j];
      }
      double h = j == 0 ? 0 : t[j] - t[j - 1];
      double before = 1;
      for (int r = 0; r < n; r++) {
        double slope = slope(race[r], j) + slopes - ratio[r];
        double curve = curve(race[r], j) + bends - bend[r];
        double g = f[r][j] * before * after[r + 1];
        double d = g * slope;
        double c = g * (slope * slope + curve);
        out[race[r]] += hermite(h, g0[r], g, d0[r], d, c0[r], c);
        before *= below[r][j];
        g0[r] = g;
        d0[r] = d;
        c0[r] = c;
      }
    }
  }
}
