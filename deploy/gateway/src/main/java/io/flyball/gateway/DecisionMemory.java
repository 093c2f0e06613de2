package io.flyball.gateway;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The decisions of the last minutes by id, so that a request that is sent again gets the same
 * answer. Thread-safe; the oldest is forgotten first.
 */
final class DecisionMemory {
  private final int most;
  private final long forgetNanos;
  private final LongSupplier clock;
  private final Map<String, PendingDecision> byId = new LinkedHashMap<>();

  /**
   * @param most ids that are remembered
   * @param clock nanoseconds
   */
  DecisionMemory(int most, Duration forget, LongSupplier clock) {
    this.most = most;
    this.forgetNanos = forget.toNanos();
    this.clock = clock;
  }

  /** The decision of an id: the one that is remembered, or this one from now on. */
  synchronized PendingDecision remembered(String id, PendingDecision fresh) {
    long now = clock.getAsLong();
    Iterator<PendingDecision> oldest = byId.values().iterator();
    while (oldest.hasNext()) {
      PendingDecision one = oldest.next();
      if (byId.size() < most && now - one.begun() <= forgetNanos) {
        break;
      }
      oldest.remove();
    }
    PendingDecision known = byId.get(id);
    if (known != null) {
      return known;
    }
    byId.put(id, fresh);
    return fresh;
  }

  /** Forgets a decision that was not made after all. */
  synchronized void forget(String id, PendingDecision failed) {
    byId.remove(id, failed);
  }

  synchronized int size() {
    return byId.size();
  }
}
