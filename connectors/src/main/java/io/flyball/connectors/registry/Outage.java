package io.flyball.connectors.registry;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * How long look-ups wait for a registry that does not answer: from its first failure on until the
 * patience is spent. From then on one look-up in the time of the patience asks again and the others
 * go without, until one is answered.
 */
final class Outage {
  private static final long FIRST_PAUSE = Duration.ofMillis(100).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(2).toNanos();

  private final long patience;
  private final LongSupplier clock;
  private boolean lasts;
  private long began;
  private long failed;
  private long pause;

  /**
   * @param clock nanoseconds from any origin
   */
  Outage(Duration patience, LongSupplier clock) {
    this.patience = patience.toNanos();
    this.clock = clock;
  }

  /** Whether the registry has not answered the last look-up. */
  boolean lasts() {
    return lasts;
  }

  /** Whether to ask now. */
  boolean mayAsk() {
    return !spent() || clock.getAsLong() - failed >= patience;
  }

  /** Whether a look-up that has failed is to be tried again. */
  boolean mayWait() {
    return !spent();
  }

  private boolean spent() {
    return lasts && failed - began >= patience;
  }

  /** It has answered. */
  void end() {
    lasts = false;
  }

  /** It has not answered. */
  void fail() {
    failed = clock.getAsLong();
    if (!lasts) {
      lasts = true;
      began = failed;
      pause = FIRST_PAUSE;
    }
  }

  /**
   * Waits before the next attempt, each time twice as long.
   *
   * @throws IllegalStateException when the task is to end
   */
  void pause() {
    LockSupport.parkNanos(Math.min(pause, Math.max(1, patience)));
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("interrupted while waiting for the schema registry");
    }
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }
}
