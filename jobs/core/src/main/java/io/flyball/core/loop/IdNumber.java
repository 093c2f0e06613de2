package io.flyball.core.loop;

import io.flyball.core.random.Draws;

/**
 * Texts that identify users and items, as the numbers that counters want. A text of up to 17
 * decimal digits becomes a positive number of its own, in the order of length and value, so that
 * numbered items of equal frequency keep their order; every other text becomes a negative hash of
 * 63 bits. 0 stands for nobody. Two texts that share a hash count as one: among a million the
 * chance of that is 5e-8.
 */
public final class IdNumber {
  /** The number of an absent id. */
  public static final long NONE = 0;

  private static final int MOST_DIGITS = 17;
  private static final long LENGTHS = 100_000_000_000_000_000L;

  private IdNumber() {}

  /** The number of an id; {@link #NONE} for null and the empty text. */
  public static long of(String id) {
    if (id == null || id.isEmpty()) {
      return NONE;
    }
    int length = id.length();
    if (length <= MOST_DIGITS) {
      long value = 0;
      int i = 0;
      while (i < length && id.charAt(i) >= '0' && id.charAt(i) <= '9') {
        value = 10 * value + id.charAt(i++) - '0';
      }
      if (i == length) {
        return length * LENGTHS + value;
      }
    }
    return Draws.hash64(id) | Long.MIN_VALUE;
  }
}
