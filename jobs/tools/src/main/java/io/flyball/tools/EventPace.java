package io.flyball.tools;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Holds back records so that their event time runs at a speed. */
public final class EventPace {
  /** A longer gap between two records is a seam between logs, not a pause to sit through. */
  private static final Duration SEAM = Duration.ofDays(1);

  private final double speed;
  private Instant anchor;
  private Instant previous;
  private long start;

  /**
   * @param speed seconds of event time for a second of ours; infinite for as fast as it goes
   */
  public EventPace(double speed) {
    this.speed = speed;
  }

  /** Waits until a record of that time is due. */
  public void await(Instant time) {
    if (Double.isInfinite(speed)) {
      return;
    }
    if (anchor == null || Duration.between(previous, time).compareTo(SEAM) > 0) {
      anchor = time;
      start = System.nanoTime();
    }
    previous = time;
    long due = start + (long) (Duration.between(anchor, time).toNanos() / speed);
    for (long left = due - System.nanoTime();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
