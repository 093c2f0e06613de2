package io.flyball.jobs.runtime;

import io.flyball.core.state.Store;
import org.apache.flink.api.common.state.MapState;

/** Keyed map state as the core sees it. */
public final class MapStateStore<K, V> implements Store<K, V> {
  private final MapState<K, V> state;

  public MapStateStore(MapState<K, V> state) {
    this.state = state;
  }

  @Override
  public V get(K key) {
    try {
      return state.get(key);
    } catch (Exception e) {
      throw new IllegalStateException("cannot read keyed state", e);
    }
  }

  @Override
  public void put(K key, V value) {
    try {
      state.put(key, value);
    } catch (Exception e) {
      throw new IllegalStateException("cannot write keyed state", e);
    }
  }

  @Override
  public void remove(K key) {
    try {
      state.remove(key);
    } catch (Exception e) {
      throw new IllegalStateException("cannot clear keyed state", e);
    }
  }
}
