package io.flyball.core.loop;

/** Who made an item. */
public enum Source {
  HUMAN,
  GENERATED,
  /** Not told: a bucket of its own, never dropped and never guessed. */
  UNKNOWN
}
