package io.flyball.core.feedback;

import static java.lang.Double.MAX_VALUE;

/**
 * What a user did. Immediate kinds answer what was shown; hindsight kinds are given once the
 * outcome is known (Liang et al., "RLHS", 2025), and the two are compared for each exposure.
 */
public enum SignalKind {
  /** A kind that the sender knows and this reader does not. */
  OTHER,
  CLICK,
  VIEW,
  /** Seconds of attention. */
  DWELL(0, MAX_VALUE, false),
  LIKE,
  LOVE,
  DISLIKE,
  SKIP,
  SHARE,
  /** Stars or points. */
  RATING(0, 10, false),
  CORRECTION,
  REPORT,
  CONVERSION,
  /** The purchase came back, the choice was undone. */
  RETURN(true),
  /** A rating given after the outcome. */
  HINDSIGHT_RATING(0, 10, true),
  /** A judgement on one stage. */
  VERDICT(-1, 1, false),
  /** The item was put into a basket: neither a click nor a conversion. */
  CART;

  private final boolean valueRequired;
  private final double min;
  private final double max;
  private final boolean hindsight;

  SignalKind() {
    this(false);
  }

  SignalKind(boolean hindsight) {
    this.valueRequired = false;
    this.min = -MAX_VALUE;
    this.max = MAX_VALUE;
    this.hindsight = hindsight;
  }

  SignalKind(double min, double max, boolean hindsight) {
    this.valueRequired = true;
    this.min = min;
    this.max = max;
    this.hindsight = hindsight;
  }

  /**
   * True when a signal of this kind takes what was shown, rather than refuse or judge it: such
   * signals are the feedback whose concentration is measured. A click is narrower: a signal of one
   * of the kinds that count as clicks, {@link #CLICK} alone unless configured otherwise.
   */
  public boolean takes() {
    return switch (this) {
      case CLICK, VIEW, DWELL, LIKE, LOVE, SHARE, RATING, CONVERSION, CART -> true;
      case OTHER, DISLIKE, SKIP, CORRECTION, REPORT, RETURN, HINDSIGHT_RATING, VERDICT -> false;
    };
  }

  /** True when a signal of this kind means nothing without a value. */
  public boolean valueRequired() {
    return valueRequired;
  }

  /** Smallest value allowed. */
  public double min() {
    return min;
  }

  /** Largest value allowed. */
  public double max() {
    return max;
  }

  /** True when the kind is given after the outcome is known. */
  public boolean hindsight() {
    return hindsight;
  }
}
