package io.flyball.core.reward.score;

import java.io.Serializable;

/**
 * The values a component may take.
 *
 * @param min least value, finite
 * @param max greatest value, finite and above min
 */
public record Range(double min, double max) implements Serializable {
  public Range {
    if (!(min < max) || Double.isInfinite(min) || Double.isInfinite(max)) {
      throw new IllegalArgumentException(
          "a range needs a finite min below its max, found " + min + " and " + max);
    }
  }

  /** The value at {@code share} of the way from min to max. */
  public double at(double share) {
    return (max - min) * share + min;
  }

  /** The nearest value within the range; NaN stays NaN. */
  public double clamp(double value) {
    return Math.max(min, Math.min(max, value));
  }

  /** Whether the value lies within; false for NaN. */
  public boolean contains(double value) {
    return value >= min && value <= max;
  }
}
