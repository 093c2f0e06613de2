package io.flyball.core.gate;

import java.util.OptionalDouble;

/**
 * What a critic holds of an action.
 *
 * @param action id of the action
 * @param critic who, not blank
 * @param probability that the action is right, in [0, 1]; empty when the answer could not be read
 * @param suggestion what to do instead, or empty
 * @param time epoch ms
 */
public record Critique(
    String action, String critic, OptionalDouble probability, String suggestion, long time) {
  public Critique {
    if (critic.isBlank()) {
      throw new IllegalArgumentException("a critique needs a critic");
    }
    if (probability.isPresent()
        && !(probability.getAsDouble() >= 0 && probability.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "probability of a critique must lie in [0, 1], was " + probability.getAsDouble());
    }
  }

  /** Whether the critic would let the action run; an answer that cannot be read would not. */
  public boolean accepts() {
    return probability.isPresent() && probability.getAsDouble() >= 0.5;
  }
}
