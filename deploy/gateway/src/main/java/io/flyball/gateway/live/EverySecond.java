package io.flyball.gateway.live;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Does something once a second until it is closed, whatever fails. */
final class EverySecond {
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Status status = Status.STARTING;

  /**
   * Returns when closed.
   *
   * @param task is told how often it was done before
   */
  void run(LongConsumer task) {
    try {
      for (long beat = 0; closed.getCount() > 0; beat++) {
        try {
          task.accept(beat);
          status = Status.STARTING.with(Status.State.LIVE, null);
        } catch (RuntimeException e) {
          status = Status.STARTING.with(Status.State.UNAVAILABLE, "unexpected: " + e);
        }
        if (closed.await(1, TimeUnit.SECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Status status() {
    return status;
  }

  void close() {
    closed.countDown();
  }
}
