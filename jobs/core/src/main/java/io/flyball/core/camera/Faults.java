package io.flyball.core.camera;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the faults of one stream by kind, and keeps where each kind was first and last seen.
 * Memory is constant whatever the stream holds.
 */
public final class Faults {
  private final Map<Fault, Count> counts = new EnumMap<>(Fault.class);

  /**
   * Faults of one kind.
   *
   * @param firstOffset byte offset in the stream where it was first found
   * @param lastOffset byte offset where it was last found
   */
  public record FaultCount(Fault fault, long count, long firstOffset, long lastOffset) {}

  /** Counts one fault found at a byte offset of the stream. */
  public void add(Fault fault, long offset) {
    add(fault, offset, 1);
  }

  /** Counts the faults of several events that one word names. */
  public void add(Fault fault, long offset, int events) {
    Count c = counts.get(fault);
    if (c == null) {
      c = new Count(offset);
      counts.put(fault, c);
    }
    c.number += events;
    c.last = offset;
  }

  public long count(Fault fault) {
    Count c = counts.get(fault);
    return c == null ? 0 : c.number;
  }

  public long total() {
    return counts.values().stream().mapToLong(c -> c.number).sum();
  }

  /** The kinds that occurred, in the order of {@link Fault}. */
  public List<FaultCount> seen() {
    return counts.entrySet().stream()
        .map(
            e ->
                new FaultCount(
                    e.getKey(), e.getValue().number, e.getValue().first, e.getValue().last))
        .toList();
  }

  @Override
  public String toString() {
    return seen().toString();
  }

  /** Counted in place: a broken file may hold a fault in every few bytes. */
  private static final class Count {
    private final long first;
    private long number;
    private long last;

    Count(long first) {
      this.first = first;
    }
  }
}
