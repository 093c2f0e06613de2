package io.flyball.core.loop;

import io.flyball.core.stats.LongCounts;

/**
 * Where a {@link Head} ends, for a reader that has the past counts at hand: an item is in it when
 * it was more frequent than the last of the head, or just as frequent with an id not above that of
 * the last. Cost: O(items) to find, O(1) to ask and no memory.
 */
record HeadBound(long count, long lastItem, int size) {

  static HeadBound of(ItemCounts past, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("head share must lie in (0, 1], was " + share);
    }
    return of(past, past.spectrum().head(share));
  }

  static HeadBound of(ItemCounts past, Spectrum.HeadSize head) {
    if (head.takenAtCount() == 0) {
      return new HeadBound(Long.MAX_VALUE, Long.MIN_VALUE, 0);
    }
    if (head.takenAtCount() == head.itemsAtCount()) {
      return new HeadBound(head.count(), Long.MAX_VALUE, head.items());
    }
    long[] atCount = new long[head.itemsAtCount()];
    int filled = 0;
    LongCounts counts = past.byItem();
    for (int at = counts.next(0); at >= 0; at = counts.next(at + 1)) {
      if (counts.countAt(at) == head.count()) {
        atCount[filled++] = counts.keyAt(at);
      }
    }
    return new HeadBound(head.count(), nthSmallest(atCount, head.takenAtCount() - 1), head.items());
  }

  /** Whether an item that occurred so often in the past is in the head. */
  boolean holds(long item, long pastCount) {
    return pastCount > count || (pastCount == count && item <= lastItem);
  }

  /** Hoare's selection by the median of three; reorders the array. */
  private static long nthSmallest(long[] values, int n) {
    int low = 0;
    int high = values.length - 1;
    while (low < high) {
      long a = values[low];
      long b = values[(low + high) >>> 1];
      long c = values[high];
      long pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          long swapped = values[i];
          values[i++] = values[j];
          values[j--] = swapped;
        }
      }
      if (n <= j) {
        high = j;
      } else if (n >= i) {
        low = i;
      } else {
        return values[n];
      }
    }
    return values[n];
  }
}
