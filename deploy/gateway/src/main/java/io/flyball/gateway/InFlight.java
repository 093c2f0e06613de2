package io.flyball.gateway;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of bodies that are being read or not yet acknowledged. They are reserved before a body is
 * read and released when its last record is acknowledged, so that memory stays bounded whatever the
 * brokers do. Thread-safe.
 */
final class InFlight {
  private final AtomicLong used = new AtomicLong();
  private final long limit;

  InFlight(long limit) {
    this.limit = limit;
  }

  /** Whether these bytes were reserved; nothing is reserved where not. */
  boolean reserve(long bytes) {
    while (true) {
      long now = used.get();
      if (now + bytes > limit) {
        return false;
      }
      if (used.compareAndSet(now, now + bytes)) {
        return true;
      }
    }
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
  }

  long used() {
    return used.get();
  }
}
