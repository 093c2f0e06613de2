package io.flyball.core.state;

import java.util.ArrayList;
import java.util.List;

/** Lists inside a {@link Store}: an empty list is no entry, so that nothing is left behind. */
public final class StoredLists {
  private StoredLists() {}

  /** Adds a value at the end of the list under {@code key}. */
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

  /** Puts a list under {@code key}, or removes the key when the list is empty. */
  public static <K, V> void replace(Store<K, List<V>> store, K key, List<V> values) {
    if (values.isEmpty()) {
      store.remove(key);
    } else {
      store.put(key, values);
    }
  }
}
