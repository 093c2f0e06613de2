package io.flyball.jobs.feedback;

import io.flyball.core.feedback.HeldSignal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What attribution remembers of one user, as one value of keyed state: the open exposures as bytes
 * beside four numbers each, by which they are found, the signals that wait, and the agenda without
 * the ends of the exposures, which are among the numbers.
 *
 * <p>Everything is looked for one by one, so a user holds at most {@value #MOST} of each; who needs
 * more is kept in key-value stores instead, and this value only says so.
 */
final class PackedUser {
  /** Above it a user is kept entry by entry. */
  static final int MOST = 128;

  /** Numbers of an exposure. */
  static final int STRIDE = 4;

  static final int TIME = 0;
  static final int DEADLINE = 1;

  /** Hash of the id in the upper half, of the item in the lower one. */
  static final int ID_AND_ITEM = 2;

  /** Hash of the decision in the upper half, flags in the lower one. */
  static final int DECISION_AND_FLAGS = 3;

  static final int HAS_DECISION = 1;
  static final int WITHIN_SOURCE = 2;

  private static final long[] NO_NUMBERS = {};
  private static final byte[][] NO_BODIES = {};
  private static final long[] NO_TIMES = {};
  private static final String[] NO_TARGETS = {};

  /** True when the user is kept entry by entry. */
  boolean elsewhere;

  /** Event time of the earliest timer that was set for what is in here. */
  long wake = Long.MAX_VALUE;

  int open;
  long[] numbers = NO_NUMBERS;
  byte[][] bodies = NO_BODIES;

  /** Signals that wait, in the order in which they began to. */
  List<HeldSignal> held = List.of();

  int planned;
  long[] times = NO_TIMES;
  String[] targets = NO_TARGETS;

  boolean isEmpty() {
    return !elsewhere && open == 0 && held.isEmpty() && planned == 0;
  }

  boolean isFull() {
    return open > MOST || held.size() > MOST || planned > MOST;
  }

  long number(int exposure, int which) {
    return numbers[exposure * STRIDE + which];
  }

  /** Room for one more exposure at the end, which is then open. */
  int add() {
    if (open == bodies.length) {
      resize(open + 1 + (open >> 2));
    }
    return open++;
  }

  /** Takes an exposure out; the last one takes its place. */
  void remove(int exposure) {
    open--;
    System.arraycopy(numbers, open * STRIDE, numbers, exposure * STRIDE, STRIDE);
    bodies[exposure] = bodies[open];
    bodies[open] = null;
    if (open <= bodies.length / 4) {
      resize(open);
    }
  }

  private void resize(int room) {
    numbers = Arrays.copyOf(numbers, room * STRIDE);
    bodies = Arrays.copyOf(bodies, room);
  }

  void hold(HeldSignal signal) {
    if (held.isEmpty()) {
      held = new ArrayList<>(1);
    }
    held.add(signal);
  }

  void plan(long time, String target) {
    if (planned == times.length) {
      int room = planned + 1 + (planned >> 1);
      times = Arrays.copyOf(times, room);
      targets = Arrays.copyOf(targets, room);
    }
    times[planned] = time;
    targets[planned++] = target;
  }

  void unplan(int entry) {
    planned--;
    times[entry] = times[planned];
    targets[entry] = targets[planned];
    targets[planned] = null;
    if (planned == 0) {
      times = NO_TIMES;
      targets = NO_TARGETS;
    }
  }

  /** When something is due next; the end of time when nothing is. */
  long next() {
    long next = Long.MAX_VALUE;
    for (int i = 0; i < open; i++) {
      next = Math.min(next, number(i, DEADLINE));
    }
    for (int i = 0; i < planned; i++) {
      next = Math.min(next, times[i]);
    }
    return next;
  }

  /** A copy that shares what is never changed: bodies and signals. */
  PackedUser copy() {
    PackedUser copy = new PackedUser();
    copy.elsewhere = elsewhere;
    copy.wake = wake;
    copy.open = open;
    copy.numbers = numbers.clone();
    copy.bodies = bodies.clone();
    copy.held = held.isEmpty() ? List.of() : new ArrayList<>(held);
    copy.planned = planned;
    copy.times = times.clone();
    copy.targets = targets.clone();
    return copy;
  }
}
