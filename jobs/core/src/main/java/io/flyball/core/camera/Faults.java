package io.flyball.core.camera;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the faults of one stream by kind, and keeps where each kind was first and last seen.
 * Memory is constant whatever the stream holds.
 */
public final class Faults {
  private final Map<Fault, Seen> seen = new EnumMap<>(Fault.class);

  /**
   * Faults of one kind.
   *
   * @param firstOffset byte offset in the stream where it was first found
   * @param lastOffset byte offset where it was last found
   */
  public record Seen(Fault fault, long count, long firstOffset, long lastOffset) {}

  /** Counts one fault found at a byte offset of the stream. */
  public void add(Fault fault, long offset) {
    seen.merge(
        fault,
        new Seen(fault, 1, offset, offset),
        (old, now) -> new Seen(fault, old.count + 1, old.firstOffset, offset));
  }

  public long count(Fault fault) {
    Seen s = seen.get(fault);
    return s == null ? 0 : s.count;
  }

  public long total() {
    return seen.values().stream().mapToLong(Seen::count).sum();
  }

  /** The kinds that occurred, in the order of {@link Fault}. */
  public List<Seen> seen() {
    return List.copyOf(seen.values());
  }

  @Override
  public String toString() {
    return seen.values().toString();
  }
}
