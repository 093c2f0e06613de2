package io.flyball.core.loop;

import java.util.Arrays;

/**
 * The popular items of a past period: the fewest that together had a given share of its
 * occurrences; equally frequent ones enter by ascending id. All others, unknown ones too, are the
 * long tail. Cost: O(items) to build, O(log size) to ask.
 */
public final class Head {
  private final long[] sorted;

  private Head(long[] sorted) {
    this.sorted = sorted;
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
    long[] above = new long[past.distinct()];
    long[] at = new long[past.distinct()];
    int[] filled = {0, 0};
    past.forEach(
        (item, count) -> {
          if (count > size.count()) {
            above[filled[0]++] = item;
          } else if (count == size.count()) {
            at[filled[1]++] = item;
          }
        });
    Arrays.sort(at, 0, filled[1]);
    int taken = (int) Math.min(size.atCount(), filled[1]);
    long[] head = Arrays.copyOf(above, filled[0] + taken);
    System.arraycopy(at, 0, head, filled[0], taken);
    Arrays.sort(head);
    return new Head(head);
  }

  public int size() {
    return sorted.length;
  }

  public boolean contains(long item) {
    return Arrays.binarySearch(sorted, item) >= 0;
  }
}
