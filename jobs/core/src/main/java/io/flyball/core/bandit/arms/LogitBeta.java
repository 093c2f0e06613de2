package io.flyball.core.bandit.arms;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * The logit of a Beta(a, b) value: density f(t) with ln f = a t - (a+b) ln(1+e^t) - ln B(a, b),
 * whose derivatives cost no exponential: (ln f)' = a - (a+b) x and (ln f)'' = -(a+b) x (1-x) at x =
 * 1/(1+e^-t). With many observations it is normal, and taken as that.
 */
final class LogitBeta {
  /** Steps of integration in standard deviations, and in units of the steepness. */
  static final double STEP = 0.55;

  static final double STEEPEST = 2.6;

  /** Standard deviations within which a distribution is looked for its ends. */
  private static final double TAIL = 7.5;

  /** The end on the side of a parameter below this falls like e^-e^t: it is nearer, and steep. */
  private static final double STEEP_END = 30;

  private static final double SHORT_TAIL = 3;

  /** Logarithm of what is left out beyond each end. */
  private static final double NEGLIGIBLE = -30;

  /**
   * Observations from which on the logit is normal: rounding would cost more than the difference.
   */
  private static final double NORMAL_FROM = 1e9;

  /** Smallest standard deviation that is told from none. */
  private static final double NARROWEST = 1e-8;

  final double a;
  final double sum;
  final double mean;
  final double sd;
  final boolean normal;

  /** Ends, beyond which e^-30 is left. */
  final double from;

  final double to;
  private final double logNorm;

  LogitBeta(double a, double b) {
    this.a = a;
    sum = a + b;
    mean = Math.log((a - .5) / (b - .5));
    sd = Math.max(NARROWEST, Math.sqrt(1 / a + 1 / b));
    normal = sum > NORMAL_FROM && Math.min(a, b) > 1e6;
    logNorm = normal ? Math.log(sd * Math.sqrt(2 * Math.PI)) : LogBeta.value(a, b);
    from = lowerEnd(a, b, mean);
    to = -lowerEnd(b, a, -mean);
  }

  /**
   * A t below which less than e^-30 of Beta(p, q) lies: by log-concavity F &lt;= f/(ln f)', and by
   * the exponential tail F &lt;= e^(p t)/(p B).
   */
  private double lowerEnd(double p, double q, double middle) {
    if (normal) {
      return middle - TAIL * sd;
    }
    double bound = (NEGLIGIBLE + Math.log(p) + logNorm) / p;
    for (double z = q < STEEP_END ? SHORT_TAIL : TAIL; ; z *= 1.2) {
      double at = middle - z * sd;
      if (at <= bound) {
        return bound;
      }
      double e = Math.exp(-Math.abs(at));
      double slope = p - (p + q) * (at < 0 ? e : 1) / (1 + e);
      double log = p * at - (p + q) * (Math.max(at, 0) + Math.log(1 + e)) - logNorm;
      if (slope > 0 && log <= NEGLIGIBLE + Math.log(slope)) {
        return at;
      }
    }
  }

  /** The density at t, with ln(1+e^t). */
  double density(double t, double softplus) {
    if (normal) {
      double z = (t - mean) / sd;
      return Math.exp(-z * z / 2 - logNorm);
    }
    return Math.exp(a * t - sum * softplus - logNorm);
  }

  /** Derivative of ln f at t, with x = 1/(1+e^-t). */
  double slope(double t, double x) {
    return normal ? (mean - t) / (sd * sd) : a - sum * x;
  }

  /** Second derivative of ln f, with x (1-x). */
  double curve(double spread) {
    return normal ? -1 / (sd * sd) : -sum * spread;
  }

  /** The distribution function at t, from its lower end upwards; for the lower half. */
  double below(double t) {
    double at = from;
    double total = 0;
    double g0 = 0;
    double d0 = 0;
    double c0 = 0;
    double h = 0;
    while (true) {
      double e = Math.exp(-Math.abs(at));
      double x = at < 0 ? e / (1 + e) : 1 / (1 + e);
      double slope = slope(at, x);
      double g1 = density(at, Math.max(at, 0) + Math.log(1 + e));
      double d1 = g1 * slope;
      double c1 = g1 * (slope * slope + curve(x * (1 - x)));
      total += h == 0 ? g1 / slope : hermite(h, g0, g1, d0, d1, c0, c1);
      if (at >= t) {
        return total;
      }
      h = Math.min(t - at, Math.min(STEP * sd, STEEPEST / Math.abs(slope)));
      at = h < t - at ? at + h : t;
      g0 = g1;
      d0 = d1;
      c0 = c1;
    }
  }

  /** The integral of g over a step h, from its values and first two derivatives at both ends. */
  static double hermite(
      double h, double g0, double g1, double d0, double d1, double c0, double c1) {
    return h * ((g0 + g1) / 2 + h * ((d0 - d1) / 10 + h * (c0 + c1) / 120));
  }
}
