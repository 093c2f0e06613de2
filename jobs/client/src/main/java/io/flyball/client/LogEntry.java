package io.flyball.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.DoubleFunction;

/** A decision, or a reward, that waits for Kafka. */
final class LogEntry {
  private static final int TAKEN = -1;
  private static final int DROPPED = -2;

  /** After so many halvings a row would weigh 2^40: then it is kept. */
  private static final int MOST = 40;

  private static final AtomicIntegerFieldUpdater<LogEntry> STATE =
      AtomicIntegerFieldUpdater.newUpdater(LogEntry.class, "state");

  final String id;
  final String policy;
  final String topic;
  final LogEntry decision;

  /** Whether its bytes know of an importance: those of decisions do, those of rewards do not. */
  final boolean importance;

  private final DoubleFunction<byte[]> value;
  private final CompletableFuture<Void> acked = new CompletableFuture<>();

  /** Halvings survived, or TAKEN, or DROPPED. */
  private volatile int state;

  /** Whether it holds a place of the queue. */
  boolean placed;

  /**
   * @param decision the entry of the decision that this is a reward of; null for a decision, and
   *     for a reward whose decision is not known here
   * @param value its bytes, by the importance it has when it is sent
   */
  private LogEntry(
      String id,
      String policy,
      String topic,
      LogEntry decision,
      boolean importance,
      DoubleFunction<byte[]> value) {
    this.id = id;
    this.policy = policy;
    this.topic = topic;
    this.decision = decision;
    this.importance = importance;
    this.value = value;
  }

  static LogEntry decision(String id, String policy, String topic, DoubleFunction<byte[]> value) {
    return new LogEntry(id, policy, topic, null, true, value);
  }

  static LogEntry reward(
      String id, String policy, String topic, LogEntry decision, DoubleFunction<byte[]> value) {
    return new LogEntry(id, policy, topic, decision, false, value);
  }

  CompletableFuture<Void> acked() {
    return acked;
  }

  boolean dropped() {
    return state == DROPPED;
  }

  /** How often it has survived so far; negative when it is out of the queue. */
  int survived() {
    return state;
  }

  boolean mayDrop(int survived) {
    return survived >= 0 && survived < MOST;
  }

  boolean drop(int survived) {
    return STATE.compareAndSet(this, survived, DROPPED);
  }

  boolean survive(int survived) {
    return STATE.compareAndSet(this, survived, survived + 1);
  }

  /** Its bytes, once; null when it was dropped. */
  byte[] take() {
    while (true) {
      int now = state;
      if (now < 0) {
        return null;
      }
      if (STATE.compareAndSet(this, now, TAKEN)) {
        return value.apply(Math.scalb(1.0, now));
      }
    }
  }
}
