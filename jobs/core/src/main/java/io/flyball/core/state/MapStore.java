package io.flyball.core.state;

import java.util.HashMap;
import java.util.Map;

/** A store in memory, over a map that its owner may look at and copy. */
public record MapStore<K, V>(Map<K, V> map) implements Store<K, V> {

  /** An empty store. */
  public MapStore() {
    this(new HashMap<>());
  }

  @Override
  public V get(K key) {
    return map.get(key);
  }

  @Override
  public void put(K key, V value) {
    map.put(key, value);
  }

  @Override
  public void remove(K key) {
    map.remove(key);
  }
}
