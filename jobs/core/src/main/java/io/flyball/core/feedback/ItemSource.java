package io.flyball.core.feedback;

/** Who made an item. An unknown source is a bucket of its own, never dropped. */
public enum ItemSource {
  UNKNOWN,
  HUMAN,
  AI
}
