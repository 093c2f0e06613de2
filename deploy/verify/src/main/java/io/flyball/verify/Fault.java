package io.flyball.verify;

import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One thing that happens to a run.
 *
 * @param target what is hit
 * @param atRecord not before so many records are fed
 * @param delayMs and then so much later, so that no moment between two checkpoints is spared
 * @param draw uniform in [0, 1): which of several is hit
 */
public record Fault(Target target, long atRecord, long delayMs, double draw) {

  /** What can be hit. */
  public enum Target {
    /** SIGKILL to a TaskManager, chosen by the draw. */
    TASKMANAGER,
    /** SIGKILL to the broker, in the middle of transactions. */
    BROKER,
    /** SIGKILL to the JobManager. */
    JOBMANAGER,
    /** The broker answers nobody for a while: everything behind it backs up. */
    STALL,
    /**
     * A TaskManager, chosen by the draw, is cut off for half a minute by SIGSTOP: longer than its
     * heartbeats may be missing. Its tasks start elsewhere; when it wakes, what it still holds open
     * must not count.
     */
    PARTITION,
    /** SIGKILL to the HTTP gateway that the load goes through. */
    GATEWAY,
    /**
     * The wall clock of a TaskManager, chosen by the draw, steps an hour ahead or back, and half a
     * minute later to where it was.
     */
    CLOCK,
    /**
     * SIGKILL to a broker, chosen by the draw, which comes back without what it had not flushed to
     * its disk. There are three then, and each partition is on all of them.
     */
    POWER_LOSS
  }

  /**
   * The strikes of a run, in their order: a pure function of the arguments. Each falls into a part
   * of the load of its own.
   *
   * @param spreadMs largest delay
   */
  static List<Fault> schedule(Map<Target, Integer> wanted, long records, long spreadMs, long seed) {
    List<Target> order = new ArrayList<>();
    for (Target target : Target.values()) {
      for (int i = 0; i < wanted.getOrDefault(target, 0); i++) {
        order.add(target);
      }
    }
    shuffle(order, seed);
    List<Fault> strikes = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      double within = 0.2 + 0.6 * Draws.uniform(seed, 1, i);
      strikes.add(
          new Fault(
              order.get(i),
              (long) ((i + within) / order.size() * records),
              (long) (spreadMs * Draws.uniform(seed, 2, i)),
              Draws.uniform(seed, 3, i)));
    }
    return strikes;
  }

  private static void shuffle(List<Target> order, long seed) {
    for (int i = order.size() - 1; i > 0; i--) {
      int j = (int) (Draws.uniform(seed, 4, i) * (i + 1));
      Target moved = order.get(i);
      order.set(i, order.get(j));
      order.set(j, moved);
    }
  }
}
