package io.flyball.core.feedback;

import java.util.ArrayList;
import java.util.List;

/** Lists inside a {@link Store}: an empty list is no entry, so that nothing is left behind. */
public final class Agenda {
  private Agenda() {}

  public static <K, V> void append(Store<K, List<V>> store, K key, V value) {
    List<V> before = store.get(key);
    if (before == null) {
      store.put(key, List.of(value));
      return;
    }
    List<V> after = new ArrayList<>(before.size() + 1);
    after.addAll(before);
    after.add(value);
    store.put(key, after);
  }

  public static <K, V> void replace(Store<K, List<V>> store, K key, List<V> values) {
    if (values.isEmpty()) {
      store.remove(key);
    } else {
      store.put(key, values);
    }
  }

  /** Puts {@code target} on the agenda of {@code time} and asks to be called then. */
  static void schedule(AttributionState state, AttributionOutput out, long time, String target) {
    append(state.agenda(), time, target);
    out.wakeAt(time);
  }
}
