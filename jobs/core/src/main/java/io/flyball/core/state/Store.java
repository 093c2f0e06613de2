package io.flyball.core.state;

/** Key-value state that outlives a call: a map in memory, or keyed state of an engine. */
public interface Store<K, V> {

  /** The value, or null when there is none. */
  V get(K key);

  void put(K key, V value);

  void remove(K key);
}
