package io.flyball.core.modes;

import java.util.OptionalDouble;

/**
 * The steady response x of a loop that feeds itself: x = 1 / (1 + exp(-s (u + w x - th))), drive u.
 * An analogy: the same normal form as many closed loops, no model of any of them.
 *
 * @param steepness s > 0
 * @param feedback w, how much of the response returns as drive
 * @param threshold th
 */
public record ResponseFit(double steepness, double feedback, double threshold) {

  /** Whether two steady responses exist for some drive: s w > 4. */
  public boolean bistable() {
    return steepness * feedback > 4;
  }

  /** The response at the fold where the lower branch ends: (1 - sqrt(1 - 4 / (s w))) / 2. */
  public OptionalDouble lowerFold() {
    return bistable()
        ? OptionalDouble.of((1 - Math.sqrt(1 - 4 / (steepness * feedback))) / 2)
        : OptionalDouble.empty();
  }

  /** The response at the fold where the upper branch ends. */
  public OptionalDouble upperFold() {
    return bistable()
        ? OptionalDouble.of((1 + Math.sqrt(1 - 4 / (steepness * feedback))) / 2)
        : OptionalDouble.empty();
  }

  /** The drive under which a response is steady: u = th - w x + ln(x / (1 - x)) / s, 0 < x < 1. */
  public double drive(double response) {
    if (!(response > 0 && response < 1)) {
      throw new IllegalArgumentException("a response must lie in (0, 1), was " + response);
    }
    return threshold - feedback * response + Math.log(response / (1 - response)) / steepness;
  }
}
