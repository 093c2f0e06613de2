package io.flyball.gateway;

import java.util.function.LongSupplier;

/** So many records a second in the long run, and a second's worth at once. Thread-safe. */
final class TokenBucket {
  private final double perSecond;
  private final LongSupplier clock;
  private double tokens;
  private long counted;

  /**
   * @param perSecond above 0
   * @param clock nanoseconds from any origin
   */
  TokenBucket(double perSecond, LongSupplier clock) {
    this.perSecond = perSecond;
    this.clock = clock;
    this.tokens = perSecond;
    this.counted = clock.getAsLong();
  }

  /**
   * Takes tokens, or tells how many seconds to wait, at least 1. A request for more than a second's
   * worth passes when the bucket is full, and the next one waits for it.
   */
  synchronized long takeOrWait(int count) {
    long now = clock.getAsLong();
    tokens = Math.min(perSecond, tokens + (now - counted) * 1e-9 * perSecond);
    counted = now;
    double needed = Math.min(count, perSecond);
    if (tokens >= needed) {
      tokens -= count;
      return 0;
    }
    return Math.max(1, (long) Math.ceil((needed - tokens) / perSecond));
  }
}
