package io.flyball.core.gate;

import java.util.Locale;

/**
 * What mistakes about a kind of action cost. Executing a wrong action costs {@code miss}, blocking
 * a right one costs {@code block}; the expected cost is least when an action runs at a probability
 * of being right of at least
 *
 * <p>tau = miss / (miss + block).
 *
 * @param name of the class, not blank
 * @param miss cost of a wrong action that runs, finite, >= 0
 * @param block cost of a right action that is blocked, finite, >= 0; one of both is > 0
 * @param irreversible whether the class fails closed: what nobody judged in time does not run
 */
public record RiskClass(String name, double miss, double block, boolean irreversible) {
  public RiskClass {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a risk class needs a name");
    }
    if (!(miss >= 0 && block >= 0 && miss + block > 0 && miss + block < Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "costs of risk class %s must be finite, at least 0 and not both 0, were miss %s and"
                  + " block %s",
              name,
              miss,
              block));
    }
  }

  /** Least probability of being right at which the action runs, in [0, 1]. */
  public double threshold() {
    return miss / (miss + block);
  }
}
