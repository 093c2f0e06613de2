package io.flyball.core.loop;

import io.flyball.core.stats.LongCounts;
import java.util.Arrays;

/**
 * The popular items of a past period: the fewest that together had a given share of its
 * occurrences; equally frequent ones enter by ascending id. All others, unknown ones too, are the
 * long tail. Cost: O(items) to build but for the sort of those that are as frequent as its last,
 * O(1) to ask.
 */
public final class Head {
  private final LongCounts items;

  private Head(LongCounts items) {
    this.items = items;
  }

  /**
   * The head of a past period.
   *
   * @param share of the occurrences that the head covers, in (0, 1]; 0.8 is usual
   */
  public static Head of(ItemCounts past, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("head share must lie in (0, 1], was " + share);
    }
    return of(past, past.spectrum().head(share));
  }

  /** The {@code size} most frequent items, equally frequent ones by ascending id. */
  public static Head top(ItemCounts past, int size) {
    return of(past, past.spectrum().top(size));
  }

  private static Head of(ItemCounts past, Spectrum.HeadSize size) {
    LongCounts head = new LongCounts(size.items());
    long[] atThreshold = new long[size.itemsAtCount()];
    int[] filled = {0};
    past.forEach(
        (item, count) -> {
          if (count > size.count()) {
            head.add(item, 1);
          } else if (count == size.count()) {
            atThreshold[filled[0]++] = item;
          }
        });
    Arrays.sort(atThreshold);
    for (int i = 0; i < size.takenAtCount(); i++) {
      head.add(atThreshold[i], 1);
    }
    return new Head(head);
  }

  public int size() {
    return items.size();
  }

  public boolean contains(long item) {
    return items.get(item) > 0;
  }
}
