package io.flyball.verify.simulation;

import io.flyball.core.state.Store;
import java.util.Map;

/** A store whose snapshots are copies of its map: values are replaced and never changed. */
record InMap<K, V>(Map<K, V> map) implements Store<K, V> {
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
