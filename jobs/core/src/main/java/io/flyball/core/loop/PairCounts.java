package io.flyball.core.loop;

import io.flyball.core.random.Draws;
import java.util.Arrays;

/**
 * Counts of pairs of 64-bit numbers, such as user and item: a hash table with open addressing. What
 * is taken back can come before what was added, so parts may be merged in any order. Cost: O(1) an
 * update, 24 to 48 bytes a pair.
 */
public final class PairCounts {

  /** Receives a pair and its count, which is never 0. */
  @FunctionalInterface
  public interface Visitor {
    void accept(long first, long second, long count);
  }

  /** Pairs and their counts as three columns: what travels and is stored. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Columns(long[] firsts, long[] seconds, long[] counts) {
    public static final Columns NONE = new Columns(new long[0], new long[0], new long[0]);

    /** The contents: a record of arrays would show their addresses. */
    @Override
    public String toString() {
      return Arrays.toString(firsts) + Arrays.toString(seconds) + Arrays.toString(counts);
    }

    public void forEach(Visitor visitor) {
      for (int i = 0; i < counts.length; i++) {
        visitor.accept(firsts[i], seconds[i], counts[i]);
      }
    }
  }

  private long[] firsts = new long[16];
  private long[] seconds = new long[16];
  private long[] counts = new long[16];
  private boolean[] taken = new boolean[16];
  private int slots;

  public void add(long first, long second, long delta) {
    int slot = slot(first, second);
    if (!taken[slot]) {
      taken[slot] = true;
      firsts[slot] = first;
      seconds[slot] = second;
      slots++;
    }
    counts[slot] += delta;
    if (slots * 4L > counts.length * 3L) {
      grow();
    }
  }

  /** How often a pair was counted. */
  public long count(long first, long second) {
    return counts[slot(first, second)];
  }

  /** Where the pair is, or would be. */
  private int slot(long first, long second) {
    int mask = counts.length - 1;
    int slot = (int) Draws.mix64(Draws.mix64(first) + second) & mask;
    while (taken[slot] && (firsts[slot] != first || seconds[slot] != second)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  public void addAll(Columns columns) {
    columns.forEach(this::add);
  }

  public void forEach(Visitor visitor) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        visitor.accept(firsts[i], seconds[i], counts[i]);
      }
    }
  }

  public boolean isEmpty() {
    return slots == 0;
  }

  /** The pairs whose count is not 0, in no particular order. */
  public Columns columns() {
    int size = 0;
    for (long count : counts) {
      size += count != 0 ? 1 : 0;
    }
    if (size == 0) {
      return Columns.NONE;
    }
    Columns columns = new Columns(new long[size], new long[size], new long[size]);
    int[] at = {0};
    forEach(
        (first, second, count) -> {
          columns.firsts[at[0]] = first;
          columns.seconds[at[0]] = second;
          columns.counts[at[0]++] = count;
        });
    return columns;
  }

  private void grow() {
    long[] oldFirsts = firsts;
    long[] oldSeconds = seconds;
    long[] oldCounts = counts;
    firsts = new long[oldCounts.length * 2];
    seconds = new long[oldCounts.length * 2];
    counts = new long[oldCounts.length * 2];
    taken = new boolean[oldCounts.length * 2];
    slots = 0;
    for (int i = 0; i < oldCounts.length; i++) {
      if (oldCounts[i] != 0) {
        add(oldFirsts[i], oldSeconds[i], oldCounts[i]);
      }
    }
  }
}
