package io.flyball.core.control;

/**
 * What the codes of a DAVIS sensor mean: code → current → threshold, bandwidth, refractory period.
 *
 * <pre>
 *   I       = 389 nA · 8^(2 − coarse) · fine/256       coarse 0 is the largest current
 *   θ_on    = a · ln(I_on/I_diff), θ_off alike (negative), a = (κ_n/κ_p²)(C2/C1) = 0.0714
 *   f_3dB   = I_sf/(2π · U_T · C), U_T = 25 mV, C = 131.167 fF
 *   t_refr  = C·V/I_refr · scale, 20 fF, 0.8 V
 * </pre>
 *
 * Sources: Nozaki and Delbruck, "Temperature and parasitic photocurrent effects in dynamic vision
 * sensors", IEEE TED 2017; Graça, McReynolds, Delbruck, "Shining light on the DVS pixel", CVPRW
 * 2023; the formulas jAER uses for Davis chips. The refractory formula is known to be a guess:
 * {@code refractoryScale} is 1 for it, larger to match a measured effect.
 *
 * @param coarse coarse code of each bias, by the order of {@link Bias}
 * @param diffCurrent current of the comparator's reference bias, A
 */
public record BiasPhysics(CoarseCodes coarse, double diffCurrent, double refractoryScale) {
  /** Threshold per e-fold of current, e-folds of contrast: κ = 0.7, C1/C2 = 20. */
  public static final double THRESHOLD_FACTOR = 1 / 0.7 / 20;

  private static final double UNIT = 389e-9;
  private static final double FOLLOWER_FARAD = 131.167e-15;
  private static final double THERMAL_VOLT = 0.025;
  private static final double RESET_COULOMB = 20e-15 * 0.8;

  /** Coarse codes, 0 … 7, which controllers leave alone. */
  public record CoarseCodes(int refractory, int photoreceptor, int follower, int on, int off) {}

  /**
   * Physical values of a set of codes.
   *
   * @param thetaOn ON threshold, e-folds; NaN when the code is 0 and there is no threshold left
   * @param thetaOff OFF threshold, negative; NaN likewise
   * @param bandwidthHz the pixel's 3 dB bandwidth
   * @param refractorySeconds blind time after an event; infinite for code 0
   */
  public record Physical(
      double thetaOn, double thetaOff, double bandwidthHz, double refractorySeconds) {}

  /** Current of an address-type bias in A. */
  public static double current(int coarse, double fine) {
    return UNIT * Math.pow(8, 2 - coarse) * fine / 256;
  }

  /** What the codes mean. */
  public Physical of(BiasCodes c) {
    double follower = current(coarse.follower, c.follower());
    return new Physical(
        threshold(coarse.on, c.on()),
        threshold(coarse.off, c.off()),
        follower / (2 * Math.PI * THERMAL_VOLT * FOLLOWER_FARAD),
        RESET_COULOMB * refractoryScale / current(coarse.refractory, c.refractory()));
  }

  /** The fine code, not rounded, whose threshold is {@code theta}. */
  public double onCode(double theta) {
    return fine(coarse.on, theta);
  }

  /** The fine code, not rounded, whose OFF threshold is {@code theta}. */
  public double offCode(double theta) {
    return fine(coarse.off, theta);
  }

  private double threshold(int coarseCode, int fine) {
    return fine <= 0
        ? Double.NaN
        : THRESHOLD_FACTOR * Math.log(current(coarseCode, fine) / diffCurrent);
  }

  private double fine(int coarseCode, double theta) {
    return diffCurrent * Math.exp(theta / THRESHOLD_FACTOR) / current(coarseCode, 1);
  }
}
