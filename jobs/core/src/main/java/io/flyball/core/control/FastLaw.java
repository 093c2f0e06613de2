package io.flyball.core.control;

/**
 * The fast law: the refractory code as a linear function of the event rate.
 *
 * <p>v = trunc(max − (max − min)·(R − R−)/(R+ − R−)), clamped to [min, max]. Source: Nair, Milford,
 * Fischer, "Enhancing Visual Place Recognition via Fast and Slow Adaptive Biasing in Event
 * Cameras", IROS 2024 (arXiv 2403.16425). Truncation makes the rails uneven: max is reached only at
 * R ≤ R−, min already where the raw value falls below min + 1 (above 2,462,264 ev/s with the
 * published numbers).
 *
 * @param rateLow R−, ev/s
 * @param rateHigh R+, ev/s
 * @param codeMin the code of the longest refractory period
 * @param codeMax the code of the shortest
 */
public record FastLaw(double rateLow, double rateHigh, int codeMin, int codeMax) {
  /** The published numbers, for a DAVIS346. */
  public static final FastLaw PUBLISHED = new FastLaw(0.5e6, 2.5e6, 4, 57);

  public FastLaw {
    if (!(rateLow >= 0 && rateHigh > rateLow) || Double.isInfinite(rateHigh)) {
      throw new IllegalArgumentException(
          "A band needs 0 <= low < high; found " + rateLow + " … " + rateHigh + ".");
    }
    if (codeMin >= codeMax) {
      throw new IllegalArgumentException(
          "Codes need min < max; found " + codeMin + " … " + codeMax + ".");
    }
  }

  /** The code for a rate. */
  public int code(double rate) {
    double raw = codeMax - (codeMax - codeMin) * (rate - rateLow) / (rateHigh - rateLow);
    return (int) Math.max(codeMin, Math.min(codeMax, raw));
  }

  /** The law over a band that is so many times this one. */
  public FastLaw times(double factor) {
    return new FastLaw(factor * rateLow, factor * rateHigh, codeMin, codeMax);
  }

  /** Whether a rate lies in the band, ends included. */
  public boolean inBand(double rate) {
    return rate >= rateLow && rate <= rateHigh;
  }

  /** −1 below the band, 1 above it, 0 inside. */
  public int side(double rate) {
    return rate < rateLow ? -1 : rate > rateHigh ? 1 : 0;
  }
}
