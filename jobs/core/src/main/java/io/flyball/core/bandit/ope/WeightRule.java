package io.flyball.core.bandit.ope;

/**
 * How an estimator changes the weight w = pi(a|x)/p of a row, with a limit L: less variance for a
 * bias that shrinks with L.
 */
public enum WeightRule {
  /** No weight: the reward model alone. */
  ZERO,
  /** w. */
  PLAIN,
  /** min(w, L). */
  CLIP,
  /** w where w &lt;= L, else 0 (Wang, Agarwal, Dudik 2017). */
  SWITCH,
  /** L w / (w^2 + L), optimistic shrinkage (Su et al. 2020). */
  SHRINK,
  /** w / (1 - L + L w), L in (0, 1] (Metelli, Russo, Restelli, NeurIPS 2021). */
  SUBGAUSSIAN;

  /** The weight that is used. */
  public double of(double w, double limit) {
    return switch (this) {
      case ZERO -> 0;
      case PLAIN -> w;
      case CLIP -> Math.min(w, limit);
      case SWITCH -> w <= limit ? w : 0;
      case SHRINK -> limit * w / (w * w + limit);
      case SUBGAUSSIAN -> w / (1 - limit + limit * w);
    };
  }

  /** What no used weight exceeds; infinite for {@link #PLAIN}. */
  public double largest(double limit) {
    return switch (this) {
      case ZERO -> 0;
      case PLAIN -> Double.POSITIVE_INFINITY;
      case CLIP, SWITCH -> limit;
      case SHRINK -> Math.sqrt(limit) / 2;
      case SUBGAUSSIAN -> 1 / limit;
    };
  }

  /** A factor in (0, 1] with which the used weight never exceeds w. */
  double scale(double limit) {
    return this == SUBGAUSSIAN ? 1 - limit : 1;
  }
}
