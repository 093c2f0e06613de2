package io.flyball.client;

import java.time.Duration;

/** Ends of the client's own threads. */
final class Threads {
  private static final long PATIENCE_MILLIS = Duration.ofSeconds(15).toMillis();

  private Threads() {}

  /** Waits for the end of a thread that was told to end. */
  static void join(Thread thread) {
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
