package io.flyball.core.experimental;

/**
 * The recurrence of selective state-space models (Gu, Dao, "Mamba", COLM 2024) as an average whose
 * gate depends on the input: Delta = softplus(bias + slope x) dt. Experimental, and a feature
 * alone: of the theory of token dynamics nothing is carried, for its time is the depth of a
 * network.
 */
public enum SelectiveAverage {
  /**
   * h = exp(-Delta a) h + Delta b x, as published. With a constant Delta it is the exponential
   * average of weight 1 - exp(-Delta a) where b = (1 - exp(-Delta a)) / Delta. What a constant
   * input settles at depends on Delta.
   */
  PUBLISHED {
    @Override
    public double next(double h, double x, double delta, double a, double b) {
      return Math.exp(-delta * a) * h + delta * b * x;
    }
  },
  /**
   * h = exp(-Delta a) h + (1 - exp(-Delta a)) (b / a) x, the exact solution of h' = -a h + b x
   * while x holds: a constant input settles at b x / a, and two steps of Delta 1 and 2 are one of
   * 3.
   */
  HELD {
    @Override
    public double next(double h, double x, double delta, double a, double b) {
      double keep = Math.exp(-delta * a);
      return keep * h + (1 - keep) * (b / a) * x;
    }
  };

  /**
   * The average after an input.
   *
   * @param h before it
   * @param delta gate, at least 0
   * @param a decay, above 0
   * @param b gain
   */
  public abstract double next(double h, double x, double delta, double a, double b);

  /**
   * The gate softplus(bias + slope x) dt.
   *
   * @param dt since the input before, at least 0
   */
  public static double gate(double bias, double slope, double x, double dt) {
    double z = bias + slope * x;
    return dt * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))));
  }

  /** The bias whose gate, at dt 1 and x 0, gives a new input this weight, in (0, 1), for a = 1. */
  public static double bias(double weight) {
    return Math.log(Math.expm1(-Math.log1p(-weight)));
  }
}
