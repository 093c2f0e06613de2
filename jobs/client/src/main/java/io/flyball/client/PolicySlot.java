package io.flyball.client;

import io.flyball.core.bandit.join.Mode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** A policy as the client knows it now, and what was done with it. */
final class PolicySlot {
  /**
   * A snapshot in use.
   *
   * @param mode in force
   */
  record Served(ServingPolicy policy, Mode mode) {}

  final String policy;
  final LongAdder decided = new LongAdder();
  final LongAdder fallbacks = new LongAdder();
  final LongAdder logged = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder broken = new LongAdder();

  /** Whether it was said that everyone who asks alike is shown the same. */
  final AtomicBoolean warned = new AtomicBoolean();

  volatile Served served;
  volatile String fault;

  PolicySlot(String policy) {
    this.policy = policy;
  }

  /** Whether a decision's id names this policy. */
  boolean isOf(String id) {
    int length = policy.length();
    return id.lastIndexOf('/') == length && id.startsWith(policy);
  }

  /** How old its snapshot is, ms; a clock that is behind the job's does not make it younger. */
  static long age(Served served, long now) {
    return Math.max(0, now - served.policy().time());
  }

  PolicyStatus status(long now, Duration staleAfter) {
    Served s = served;
    return new PolicyStatus(
        policy,
        s == null ? 0 : s.policy().version(),
        s == null ? Optional.empty() : Optional.of(Duration.ofMillis(age(s, now))),
        s != null && s.policy().stale(now, staleAfter.toMillis()),
        s != null && s.policy().held(),
        s == null ? Optional.empty() : Optional.of(s.mode()),
        decided.sum(),
        fallbacks.sum(),
        logged.sum(),
        dropped.sum(),
        failed.sum(),
        broken.sum(),
        Optional.ofNullable(fault));
  }
}
