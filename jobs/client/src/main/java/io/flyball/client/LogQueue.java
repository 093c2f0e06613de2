package io.flyball.client;

import io.flyball.core.random.Draws;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Decisions and rewards between the threads that decide and the one that sends; first in, first
 * out, without a lock.
 *
 * <p>A full queue that drops is thinned: each decision that waits is dropped with probability 1/2,
 * by a coin of its id that knows nothing of the arm, and the importance of each that stays is
 * doubled, 1 / (1 - 1/2). The expected importance of every decision stays what it was, so estimates
 * by inverse propensity stay unbiased, however long the queue is full. The rewards of a dropped
 * decision go with it.
 */
final class LogQueue {
  /** So that the coin of a decision has nothing to do with its draw. */
  private static final long COIN = 0x9E6C63D0876A9A47L;

  /** Whoever finds the sender asleep has to wake it, which costs more than a decision. */
  private static final long NAP_NANOS = 500_000;

  private static final int NAPS = 20;

  /** What both sides touch is touched for so many entries at once at most. */
  private static final int LARGEST_LOT = 64;

  /** No more than this share of all places. */
  private static final int SHARE = 256;

  private final int capacity;
  private final WhenFull whenFull;
  private final Consumer<LogEntry> onDrop;
  private final ConcurrentLinkedQueue<LogEntry> entries = new ConcurrentLinkedQueue<>();
  private final Semaphore places;
  private final AtomicBoolean thinning = new AtomicBoolean();
  private volatile Thread sleeper;

  /** How many entries are taken, or places given back, together. */
  private final int lot;

  /** Entries that were taken; of the sender's thread alone, as what follows is. */
  private final ArrayDeque<LogEntry> hand = new ArrayDeque<>();

  /** Places that were left and not given back yet. */
  private int left;

  /**
   * @param onDrop told of every entry that is dropped
   */
  LogQueue(int capacity, WhenFull whenFull, Consumer<LogEntry> onDrop) {
    this.capacity = capacity;
    this.whenFull = whenFull;
    this.onDrop = onDrop;
    this.places = new Semaphore(capacity);
    this.lot = Math.min(LARGEST_LOT, capacity / SHARE);
  }

  /**
   * Takes an entry in, or drops it.
   *
   * @throws QueueFullException where that is wanted
   */
  void put(LogEntry entry) {
    if (entry.decision != null && entry.decision.dropped()) {
      lose(entry);
      return;
    }
    entry.placed = places.tryAcquire();
    if (!entry.placed) {
      switch (whenFull) {
        case THROW -> throw new QueueFullException(capacity);
        case BLOCK -> {
          places.acquireUninterruptibly();
          entry.placed = true;
        }
        case DROP -> {
          if (!squeeze(entry)) {
            lose(entry);
            return;
          }
        }
      }
    }
    entries.add(entry);
    Thread waiting = sleeper;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }

  /** Makes room for an entry; false when there is none for it. */
  private boolean squeeze(LogEntry entry) {
    if (thinning.compareAndSet(false, true)) {
      try {
        thin();
      } finally {
        thinning.set(false);
      }
      entry.placed = places.tryAcquire();
      return entry.placed;
    }
    // Another thread is making room. Nobody waits: the coin is thrown for this one alone.
    return droppable(entry) && !heads(entry, 0) && entry.survive(0);
  }

  private void thin() {
    for (Iterator<LogEntry> all = entries.iterator(); all.hasNext(); ) {
      LogEntry entry = all.next();
      int survived = entry.survived();
      if (droppable(entry)) {
        if (!entry.mayDrop(survived)) {
          continue;
        }
        if (!heads(entry, survived)) {
          entry.survive(survived);
          continue;
        }
      } else if (entry.decision == null || !entry.decision.dropped()) {
        continue;
      }
      if (survived >= 0 && entry.drop(survived)) {
        all.remove();
        dropped(entry);
      }
    }
  }

  /** A reward stands and falls with its decision. */
  private static boolean droppable(LogEntry entry) {
    return entry.decision == null && entry.weighted();
  }

  private static boolean heads(LogEntry entry, int round) {
    return (Draws.mix64(Draws.hash64(entry.id()) ^ (COIN + round)) & 1) == 1;
  }

  private void lose(LogEntry entry) {
    entry.drop(0);
    dropped(entry);
  }

  private void dropped(LogEntry entry) {
    if (entry.placed) {
      places.release();
    }
    onDrop.accept(entry);
  }

  /** The next entry; null when none came within that time. To be called by one thread alone. */
  LogEntry poll(long nanos) {
    LogEntry next = next();
    if (next == null) {
      giveBack();
    }
    for (int i = 0; next == null && i < NAPS && nanos > NAP_NANOS; i++) {
      LockSupport.parkNanos(this, NAP_NANOS);
      next = next();
    }
    if (next == null) {
      sleeper = Thread.currentThread();
      next = next();
      if (next == null) {
        LockSupport.parkNanos(this, nanos);
        next = next();
      }
      sleeper = null;
    }
    return next;
  }

  /** Takes some at a time: each taking costs the threads that put a line of their cache. */
  private LogEntry next() {
    LogEntry next = hand.poll();
    if (next != null) {
      return next;
    }
    next = entries.poll();
    for (int i = 0; next != null && i < lot; i++) {
      LogEntry more = entries.poll();
      if (more == null) {
        break;
      }
      hand.add(more);
    }
    return next;
  }

  /** An entry was taken and leaves its place to another. To be called by the thread that polls. */
  void leave(LogEntry entry) {
    if (entry.placed) {
      left++;
      if (left > lot) {
        giveBack();
      }
    }
  }

  private void giveBack() {
    if (left > 0) {
      places.release(left);
      left = 0;
    }
  }

  /** Nobody waits for room any more. */
  void close() {
    places.release(capacity);
    LockSupport.unpark(sleeper);
  }

  /** How many places are taken. */
  int size() {
    return capacity - places.availablePermits();
  }
}
