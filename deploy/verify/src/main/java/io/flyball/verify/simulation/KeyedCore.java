package io.flyball.verify.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A core as its operator drives it: events of a key and event time go in, outputs come out. And
 * what must come out, worked out naively from the whole history.
 *
 * @param <E> event
 * @param <S> state of one key, timers included
 * @param <O> output, with {@code equals} and {@code hashCode}
 */
public interface KeyedCore<E, S, O> {
  String name();

  /** A seeded history, in the order of its times; ids are unique. */
  List<E> history(long seed);

  String id(E event);

  String key(E event);

  long time(E event);

  /** How far behind the newest event another may come, ms. */
  long bound();

  /** Whether the core itself tells copies of an event apart; else it never sees any. */
  default boolean seesCopies() {
    return false;
  }

  /** Whether the events of a key come in their order, as those of one partition do. */
  default boolean keepsOrder() {
    return false;
  }

  S fresh();

  /** A copy that later changes do not reach, as a snapshot is. */
  S copy(S state);

  void onEvent(S state, E event, long watermark, Consumer<O> out);

  /** The earliest timer. */
  OptionalLong nextTimer(S state);

  /** Event time has reached the earliest timer, which goes away. */
  void onTimer(S state, Consumer<O> out);

  /** Whether nothing is left of the key. */
  boolean forgot(S state);

  /** What must come out, in any order. */
  List<O> oracle(List<E> history);

  /**
   * What comes out of an undisturbed run in the order of time: the oracle of outputs that no naive
   * one works out.
   *
   * <p>It does what docs/explanation/attribution.md says: "The answer must not depend on the order
   * in which Kafka delivers two topics, on the parallelism, or on a restart." Whether the outputs
   * are right is for the tests of the core.
   */
  default List<O> undisturbed(List<E> history) {
    List<O> outputs = new ArrayList<>();
    Map<String, S> states = new TreeMap<>();
    for (E event : history) {
      S state = states.computeIfAbsent(key(event), any -> fresh());
      advance(state, time(event) - 1, outputs::add);
      onEvent(state, event, time(event) - 1, outputs::add);
    }
    states.values().forEach(state -> advance(state, Long.MAX_VALUE, outputs::add));
    return outputs;
  }

  /** Event time reaches {@code to}. */
  default void advance(S state, long to, Consumer<O> out) {
    OptionalLong timer = nextTimer(state);
    while (timer.isPresent() && timer.getAsLong() <= to) {
      onTimer(state, out);
      timer = nextTimer(state);
    }
  }
}
