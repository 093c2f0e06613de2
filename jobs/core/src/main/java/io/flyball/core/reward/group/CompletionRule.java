package io.flyball.core.reward.group;

import io.flyball.core.bandit.Checks;
import java.io.Serializable;

/**
 * When a group is compared: once a fraction of its expected members is in, or at its deadline in
 * event time, whichever comes first. Groups whose size nobody knows wait for the deadline. A
 * fraction below 1 closes early, on whoever came first, as LOOP does at .9 of all and .75 of a
 * scenario.
 *
 * @param fraction of the expected members, in (0, 1]
 * @param deadline after the first member's time, ms, above 0
 * @param least fewest members that can be compared, at least 2
 */
public record CompletionRule(double fraction, long deadline, int least) implements Serializable {
  public CompletionRule {
    Checks.positive("fraction", Checks.within("fraction", fraction, 0, 1));
    if (deadline < 1 || least < 2) {
      throw new IllegalArgumentException(
          "a deadline of at least 1 ms and at least 2 members are needed, found "
              + deadline
              + " and "
              + least);
    }
  }

  /** Members that close a group of an expected size; never when the size is unknown (0). */
  public int enough(int expectedSize) {
    // 0.9 of 10 is 9, not 10: the product may lie a rounding above the whole number.
    return expectedSize == 0
        ? Integer.MAX_VALUE
        : Math.min(expectedSize, (int) Math.ceil(fraction * expectedSize - 1e-9));
  }
}
