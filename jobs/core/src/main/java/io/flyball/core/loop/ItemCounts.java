package io.flyball.core.loop;

import io.flyball.core.stats.LongCounts;

/**
 * How often each item occurred, kept so that every concentration metric can be read at any time:
 * item to count, and count to number of items with that count.
 *
 * <p>Only whole numbers are updated, so a retraction undoes an addition exactly. Cost: O(1) per
 * event; about 32 MB for a million items.
 */
public final class ItemCounts {
  private final LongCounts items = new LongCounts();
  private final LongCounts itemsWithCount = new LongCounts();
  private long total;

  /** One occurrence more. */
  public void add(long item) {
    add(item, 1);
  }

  /** One occurrence less; an item that does not occur is an {@link IllegalArgumentException}. */
  public void retract(long item) {
    add(item, -1);
  }

  /** {@code delta} occurrences more, or less when negative. */
  public void add(long item, long delta) {
    if (delta == 0) {
      return;
    }
    long count = items.add(item, delta);
    long before = count - delta;
    if (before > 0) {
      itemsWithCount.add(before, -1);
    }
    if (count > 0) {
      itemsWithCount.add(count, 1);
    }
    total += delta;
  }

  /** Adds all occurrences of another. Cost: O(its items). */
  public void merge(ItemCounts other) {
    other.items.forEach(this::add);
  }

  public long count(long item) {
    return items.get(item);
  }

  /** Number of items that occur. */
  public int distinct() {
    return items.size();
  }

  /** Number of occurrences. */
  public long total() {
    return total;
  }

  public void forEach(LongCounts.Visitor visitor) {
    items.forEach(visitor);
  }

  /** The counts themselves, to walk over. */
  LongCounts byItem() {
    return items;
  }

  /** The distribution of counts, from which all metrics are computed. */
  public Spectrum spectrum() {
    return Spectrum.of(itemsWithCount);
  }
}
