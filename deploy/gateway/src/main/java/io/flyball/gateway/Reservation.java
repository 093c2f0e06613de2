package io.flyball.gateway;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes in flight of one request, counted for the gateway and for its caller. Thread-safe. */
final class Reservation {
  private final InFlight all;
  private final InFlight own;
  private final AtomicLong held = new AtomicLong();

  Reservation(InFlight all, InFlight own) {
    this.all = all;
    this.own = own;
  }

  /** Whether so many more bytes were reserved. */
  boolean grow(long bytes) {
    if (!own.reserve(bytes)) {
      return false;
    }
    if (!all.reserve(bytes)) {
      own.release(bytes);
      return false;
    }
    held.addAndGet(bytes);
    return true;
  }

  /** Gives back all that is held; may be called more than once. */
  void release() {
    long bytes = held.getAndSet(0);
    all.release(bytes);
    own.release(bytes);
  }
}
