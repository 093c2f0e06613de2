package io.flyball.core.bandit.serve;

/** One value that outlives a call. */
public interface Cell<T> {

  /** The value, or null when there is none. */
  T get();

  /** Keeps a value; null removes it. */
  void put(T value);
}
