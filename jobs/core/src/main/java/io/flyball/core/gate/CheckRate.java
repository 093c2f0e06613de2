package io.flyball.core.gate;

import io.flyball.core.random.Draws;

/**
 * How often a checkpoint is looked at: the more likely that it fails often, the more often. With
 * failure probability theta of a Beta posterior, rate = floor + (1 - floor) P(theta > limit).
 *
 * @param floor least rate, in [0, 1]
 * @param limit failure probability that is too high, in (0, 1)
 */
public record CheckRate(double floor, double limit) {
  public CheckRate {
    if (!(floor >= 0 && floor <= 1 && limit > 0 && limit < 1)) {
      throw new IllegalArgumentException(
          "floor must lie in [0, 1] and limit in (0, 1), were " + floor + " and " + limit);
    }
  }

  /** Rate of looks, in [floor, 1]. */
  public double of(BetaCount failures) {
    return floor + (1 - floor) * failures.above(limit);
  }

  /** Whether this checkpoint is looked at: a function of seed, key and counter alone. */
  public boolean sampled(BetaCount failures, long seed, long key, long counter) {
    return Draws.uniform(seed, key, counter) < of(failures);
  }
}
