package io.flyball.core.loop;

import io.flyball.core.stats.LongCounts;

/**
 * The popular items of a past period: the fewest that together had a given share of its
 * occurrences; equally frequent ones enter by ascending id. All others, unknown ones too, are the
 * long tail. Frozen: what happens to the counts afterwards does not change it. Cost: O(items) to
 * build, O(1) to ask.
 */
public final class Head {
  private final LongCounts items;

  private Head(ItemCounts past, HeadBound bound) {
    items = new LongCounts(bound.size());
    past.forEach(
        (item, count) -> {
          if (bound.holds(item, count)) {
            items.add(item, 1);
          }
        });
  }

  /**
   * The head of a past period.
   *
   * @param share of the occurrences that the head covers, in (0, 1]; 0.8 is usual
   */
  public static Head of(ItemCounts past, double share) {
    return new Head(past, HeadBound.of(past, share));
  }

  /** The {@code size} most frequent items, equally frequent ones by ascending id. */
  public static Head top(ItemCounts past, int size) {
    return new Head(past, HeadBound.of(past, past.spectrum().top(size)));
  }

  public int size() {
    return items.size();
  }

  public boolean contains(long item) {
    return items.get(item) > 0;
  }
}
