package io.flyball.core.camera;

import java.util.Arrays;
import java.util.List;

/**
 * Counts the faults of one stream by kind, and keeps where each kind was first and last seen.
 * Memory is constant whatever the stream holds.
 */
public final class Faults {
  private static final Fault[] KINDS = Fault.values();

  private final long[] count = new long[KINDS.length];
  private final long[] first = new long[KINDS.length];
  private final long[] last = new long[KINDS.length];

  /**
   * Faults of one kind.
   *
   * @param firstOffset byte offset in the stream where it was first found
   * @param lastOffset byte offset where it was last found
   */
  public record Seen(Fault fault, long count, long firstOffset, long lastOffset) {}

  /** Counts one fault found at a byte offset of the stream. */
  public void add(Fault fault, long offset) {
    int k = fault.ordinal();
    if (count[k]++ == 0) {
      first[k] = offset;
    }
    last[k] = offset;
  }

  public long count(Fault fault) {
    return count[fault.ordinal()];
  }

  public long total() {
    return Arrays.stream(count).sum();
  }

  /** The kinds that occurred, in the order of {@link Fault}. */
  public List<Seen> seen() {
    return Arrays.stream(KINDS)
        .filter(kind -> count(kind) > 0)
        .map(kind -> new Seen(kind, count(kind), first[kind.ordinal()], last[kind.ordinal()]))
        .toList();
  }

  @Override
  public String toString() {
    return seen().toString();
  }
}
