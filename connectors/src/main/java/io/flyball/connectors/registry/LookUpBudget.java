package io.flyball.connectors.registry;

import java.util.function.LongSupplier;

/**
 * A token bucket: {@value #PER_SECOND} look-ups a second in the long run, and as many at once. Each
 * look-up takes one round trip in the task that reads, so that records with random schema ids would
 * stop it otherwise.
 */
final class LookUpBudget {
  static final int PER_SECOND = 20;

  private static final long NANOS_EACH = 1_000_000_000L / PER_SECOND;

  private final LongSupplier clock;
  private long tokens = PER_SECOND;
  private long counted;

  /**
   * @param clock nanoseconds from any origin
   */
  LookUpBudget(LongSupplier clock) {
    this.clock = clock;
    this.counted = clock.getAsLong();
  }

  /** Whether one more may be looked up now. */
  boolean spend() {
    long earned = (clock.getAsLong() - counted) / NANOS_EACH;
    counted += earned * NANOS_EACH;
    tokens = Math.min(PER_SECOND, tokens + earned);
    if (tokens == 0) {
      return false;
    }
    tokens--;
    return true;
  }
}
