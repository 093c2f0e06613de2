package io.flyball.core.stats;

import java.util.Arrays;

/**
 * Counts of 64-bit keys: a hash table with open addressing that forgets keys whose count returns to
 * zero. 16 to 43 bytes a key, no objects. Cost: O(1) an update.
 */
public final class LongCounts {

  /** Receives a key and its count. */
  @FunctionalInterface
  public interface Visitor {
    void accept(long key, long count);
  }

  private static final long SCRAMBLE = 0x9E3779B97F4A7C15L;

  private long[] keys;
  private long[] counts;
  private int size;
  private int shift;

  public LongCounts() {
    this(8);
  }

  /** An empty table with room for so many keys. */
  public LongCounts(int expectedKeys) {
    int bits = Math.max(4, 64 - Long.numberOfLeadingZeros(expectedKeys * 4L / 3));
    keys = new long[1 << bits];
    counts = new long[1 << bits];
    shift = 64 - bits;
  }

  /** Number of keys with a count above zero. */
  public int size() {
    return size;
  }

  /** The count of the key, 0 when it is absent. */
  public long get(long key) {
    return counts[slot(key)];
  }

  /**
   * Adds to the key's count and returns the new count.
   *
   * @throws IllegalArgumentException when the count would fall below zero
   */
  public long add(long key, long delta) {
    int slot = slot(key);
    long count = counts[slot] + delta;
    if (count < 0) {
      throw new IllegalArgumentException(
          "cannot take " + -delta + " from key " + key + ", whose count is " + counts[slot]);
    }
    if (counts[slot] == 0) {
      if (count > 0) {
        keys[slot] = key;
        counts[slot] = count;
        if (++size * 4L > keys.length * 3L) {
          grow();
        }
      }
    } else if (count == 0) {
      delete(slot);
    } else {
      counts[slot] = count;
    }
    return count;
  }

  /** Sets the key's count, and returns the one before; 0 forgets it. */
  public long put(long key, long count) {
    if (count < 0) {
      throw new IllegalArgumentException("a count is 0 at least, was " + count);
    }
    int slot = slot(key);
    long before = counts[slot];
    if (count == 0) {
      if (before != 0) {
        delete(slot);
      }
      return before;
    }
    counts[slot] = count;
    if (before == 0) {
      keys[slot] = key;
      if (++size * 4L > keys.length * 3L) {
        grow();
      }
    }
    return before;
  }

  /** Visits every key once, in an order that depends on the history of the table. */
  public void forEach(Visitor visitor) {
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] != 0) {
        visitor.accept(keys[i], counts[i]);
      }
    }
  }

  /**
   * The first place from {@code place} on at which a key stands, or -1: a walk over all keys that
   * calls nobody, for loops which do little a key. Any update ends the walk.
   */
  public int next(int place) {
    for (int i = place; i < counts.length; i++) {
      if (counts[i] != 0) {
        return i;
      }
    }
    return -1;
  }

  /** The key at a place that {@link #next} gave. */
  public long keyAt(int place) {
    return keys[place];
  }

  /** The count at a place that {@link #next} gave. */
  public long countAt(int place) {
    return counts[place];
  }

  public void clear() {
    Arrays.fill(counts, 0);
    size = 0;
  }

  private int home(long key) {
    return (int) ((key * SCRAMBLE) >>> shift);
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = home(key);
    while (counts[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Closes the gap, so that no probe sequence is cut. */
  private void delete(int gap) {
    int mask = keys.length - 1;
    int at = gap;
    while (true) {
      at = (at + 1) & mask;
      if (counts[at] == 0) {
        break;
      }
      int home = home(keys[at]);
      if (((at - home) & mask) >= ((at - gap) & mask)) {
        keys[gap] = keys[at];
        counts[gap] = counts[at];
        gap = at;
      }
    }
    counts[gap] = 0;
    size--;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = new long[oldKeys.length * 2];
    counts = new long[oldKeys.length * 2];
    shift--;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        counts[slot] = oldCounts[i];
      }
    }
  }
}
