package io.flyball.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** A decision, or a reward, that waits for Kafka. */
abstract class LogEntry {
  private static final int TAKEN = -1;
  private static final int DROPPED = -2;

  /** After so many halvings a row would weigh 2^40: then it is kept. */
  private static final int MOST = 40;

  /** How an entry ended that Kafka has acknowledged. */
  private static final Object LOGGED = new Object();

  private static final AtomicIntegerFieldUpdater<LogEntry> STATE =
      AtomicIntegerFieldUpdater.newUpdater(LogEntry.class, "state");
  private static final AtomicReferenceFieldUpdater<LogEntry, Object> END =
      AtomicReferenceFieldUpdater.newUpdater(LogEntry.class, Object.class, "end");

  final String policy;
  final String topic;
  final LogEntry decision;

  /** Halvings survived, or TAKEN, or DROPPED. */
  private volatile int state;

  /** Null until it has ended; or who waits for that; or LOGGED, or a RuntimeException. */
  private volatile Object end;

  /** Whether it holds a place of the queue. */
  boolean placed;

  /**
   * @param decision the entry of the decision that this is a reward of; null for a decision, and
   *     for a reward whose decision is not known here
   */
  LogEntry(String policy, String topic, LogEntry decision) {
    this.policy = policy;
    this.topic = topic;
    this.decision = decision;
  }

  abstract String id();

  /** Whether its bytes know of an importance: those of decisions do, those of rewards do not. */
  abstract boolean weighted();

  /** Its bytes, by the importance it has when it is sent. */
  abstract byte[] bytes(double importance);

  /** Completes when it has ended; most entries are never asked for it, so it is made then. */
  CompletableFuture<Void> acked() {
    while (true) {
      Object now = end;
      if (now instanceof CompletableFuture<?> waiting) {
        @SuppressWarnings("unchecked") // nobody else puts one there
        CompletableFuture<Void> known = (CompletableFuture<Void>) waiting;
        return known;
      }
      CompletableFuture<Void> fresh = new CompletableFuture<>();
      if (now != null) {
        complete(fresh, now);
        return fresh;
      }
      if (END.compareAndSet(this, null, fresh)) {
        return fresh;
      }
    }
  }

  /**
   * It has ended; once.
   *
   * @param fault null where Kafka has acknowledged it
   */
  void end(RuntimeException fault) {
    Object how = fault == null ? LOGGED : fault;
    if (!END.compareAndSet(this, null, how) && end instanceof CompletableFuture<?> waiting) {
      complete(waiting, how);
    }
  }

  @SuppressWarnings("ReferenceEquality") // a mark
  private static void complete(CompletableFuture<?> future, Object how) {
    if (how == LOGGED) {
      future.complete(null);
    } else {
      future.completeExceptionally((RuntimeException) how);
    }
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
        return bytes(Math.scalb(1.0, now));
      }
    }
  }
}
