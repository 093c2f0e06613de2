package io.flyball.verify.simulation;

import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Drives a core through one seeded schedule of everything that a distributed run may do to it, in
 * one thread, and compares with the oracle.
 *
 * <p>Events come late and out of order within the bound, twice, or only when they were sent again.
 * Each subtask's event time lags by itself. Now and then a snapshot is taken; now and then
 * everything since the last one is lost, and a number of subtasks between 1 and 3 goes on from it:
 * outputs are taken back, deliveries are repeated, event time starts anew.
 *
 * <p>The same seed is the same schedule, always.
 */
public final class Simulation<E, S, O> {
  private static final int KEY_GROUPS = 16;
  private static final int MOST_SUBTASKS = 3;
  private static final double SNAPSHOT = 0.10;
  private static final double CRASH = 0.04;
  private static final int MOST_CRASHES = 10;

  private final KeyedCore<E, S, O> core;
  private final long seed;
  private final List<E> history;
  private final List<E> deliveries;
  private final List<O> outputs = new ArrayList<>();
  private List<Subtask> subtasks = new ArrayList<>();
  private Snapshot<S> snapshot;
  private int position;
  private long newest = Long.MIN_VALUE;
  private long draws;

  private Simulation(KeyedCore<E, S, O> core, long seed) {
    this.core = core;
    this.seed = seed;
    this.history = core.history(seed);
    this.deliveries = deliveries();
    for (int i = 0; i < subtaskCount(); i++) {
      subtasks.add(new Subtask());
    }
    snapshot = take();
  }

  /** The difference that the schedule of a seed brings to light, if any; a core may also throw. */
  public static <E, S, O> Optional<String> run(KeyedCore<E, S, O> core, long seed) {
    try {
      return new Simulation<>(core, seed).run();
    } catch (RuntimeException e) {
      return Optional.of("it threw " + e);
    }
  }

  private final class Subtask {
    final Map<String, S> states = new HashMap<>();
    final Set<String> seen = new HashSet<>();
    long watermark = Long.MIN_VALUE;

    void deliver(E event) {
      if (!core.seesCopies() && !seen.add(core.id(event))) {
        return;
      }
      S state = states.computeIfAbsent(core.key(event), key -> core.fresh());
      core.onEvent(state, event, watermark, outputs::add);
    }

    void advance(long to) {
      if (to <= watermark) {
        return;
      }
      watermark = to;
      states.values().forEach(state -> core.advance(state, to, outputs::add));
    }
  }

  /** What survives: state, the place in the input, and the outputs that were committed with it. */
  private record Snapshot<S>(Map<String, S> states, Set<String> seen, int position, int outputs) {}

  private Optional<String> run() {
    int crashes = 0;
    while (position < deliveries.size()) {
      E event = deliveries.get(position++);
      subtasks.get(subtaskOf(core.key(event))).deliver(event);
      newest = Math.max(newest, core.time(event));
      for (Subtask subtask : subtasks) {
        if (draw() < 0.6) {
          subtask.advance(newest - core.bound() - 1);
        }
      }
      double fate = draw();
      if (fate < SNAPSHOT) {
        snapshot = take();
      } else if (fate < SNAPSHOT + CRASH && crashes++ < MOST_CRASHES) {
        restore();
      }
    }
    subtasks.forEach(subtask -> subtask.advance(Long.MAX_VALUE));
    return verdict();
  }

  private Snapshot<S> take() {
    Map<String, S> states = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Subtask subtask : subtasks) {
      subtask.states.forEach((key, state) -> states.put(key, core.copy(state)));
      seen.addAll(subtask.seen);
    }
    return new Snapshot<>(states, seen, position, outputs.size());
  }

  private void restore() {
    outputs.subList(snapshot.outputs(), outputs.size()).clear();
    position = snapshot.position();
    newest = Long.MIN_VALUE;
    subtasks = new ArrayList<>();
    int count = subtaskCount();
    for (int i = 0; i < count; i++) {
      Subtask subtask = new Subtask();
      subtask.seen.addAll(snapshot.seen());
      subtasks.add(subtask);
    }
    snapshot
        .states()
        .forEach((key, state) -> subtasks.get(subtaskOf(key)).states.put(key, core.copy(state)));
  }

  private int subtaskCount() {
    return 1 + (int) (MOST_SUBTASKS * draw());
  }

  /** Key groups go to subtasks in ranges, as Flink hands them out. */
  private int subtaskOf(String key) {
    int group = Math.floorMod(Draws.hash64(key), KEY_GROUPS);
    return group * subtasks.size() / KEY_GROUPS;
  }

  /** The order in which the events arrive; some twice, some only when they are sent again. */
  private List<E> deliveries() {
    record Delivery<E>(long at, E event) {}

    List<Delivery<E>> all = new ArrayList<>();
    Map<String, Long> newestOfKey = new HashMap<>();
    for (E event : history) {
      double fate = draw();
      long sent = core.time(event) + (long) (0.5 * core.bound() * draw());
      long again = sent + (long) (0.5 * core.bound() * draw());
      if (core.keepsOrder()) {
        // What is held up by a resend holds up what follows it.
        long first = fate < 0.10 ? again : sent;
        sent = Math.max(first, newestOfKey.getOrDefault(core.key(event), Long.MIN_VALUE));
        again = Math.max(sent, again);
        newestOfKey.put(core.key(event), sent);
        fate = fate < 0.10 ? 1 : fate;
      }
      if (fate < 0.10) {
        all.add(new Delivery<>(again, event));
      } else {
        all.add(new Delivery<>(sent, event));
        if (fate < 0.25) {
          all.add(new Delivery<>(again, event));
        }
      }
    }
    all.sort(Comparator.comparingLong(Delivery::at));
    return all.stream().map(Delivery::event).toList();
  }

  private double draw() {
    return Draws.uniform(seed, 0x51, draws++);
  }

  private Optional<String> verdict() {
    for (Subtask subtask : subtasks) {
      for (Map.Entry<String, S> entry : subtask.states.entrySet()) {
        if (!core.forgot(entry.getValue())) {
          return Optional.of("state is left of key " + entry.getKey());
        }
      }
    }
    Map<O, Integer> left = new HashMap<>();
    core.oracle(history).forEach(output -> left.merge(output, 1, Integer::sum));
    outputs.forEach(output -> left.merge(output, -1, Integer::sum));
    left.values().removeIf(count -> count == 0);
    return left.entrySet().stream()
        .findFirst()
        .map(
            wrong ->
                String.format(
                    Locale.ROOT,
                    "%d output(s) differ; %s %d time(s): %s",
                    left.size(),
                    wrong.getValue() > 0 ? "missing" : "too much",
                    Math.abs(wrong.getValue()),
                    wrong.getKey()));
  }
}
