package io.flyball.core.loop;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The items there are, and the categories of those that have any. An item's weight is split evenly
 * over its categories; an item without category counts in all item metrics and in no category
 * metric.
 */
public final class Catalogue {
  private static final int[] NONE = {};
  private final long size;
  private final int categories;
  private final int most;
  private final Map<Long, int[]> ofItem;

  /**
   * @param size number of items that could be shown
   * @param ofItem category indices, 0-based, each once per item
   */
  public Catalogue(long size, Map<Long, int[]> ofItem) {
    if (size < 1) {
      throw new IllegalArgumentException("a catalogue has one item at least, had " + size);
    }
    this.size = size;
    this.ofItem = new HashMap<>();
    int largest = -1;
    int longest = 0;
    for (Map.Entry<Long, int[]> entry : ofItem.entrySet()) {
      for (int category : entry.getValue()) {
        if (category < 0) {
          throw new IllegalArgumentException(
              "categories are >= 0, item " + entry.getKey() + " has " + category);
        }
        largest = Math.max(largest, category);
      }
      longest = Math.max(longest, entry.getValue().length);
      this.ofItem.put(entry.getKey(), entry.getValue().clone());
    }
    this.categories = largest + 1;
    this.most = longest;
  }

  public long size() {
    return size;
  }

  CategoryTally tally() {
    return new CategoryTally(categories, most);
  }

  int[] categoriesOf(long item) {
    return ofItem.getOrDefault(item, NONE);
  }

  /** The categories' weights in these items, each as often as it comes. */
  double[] shares(Collection<Long> items) {
    CategoryTally tally = tally();
    for (long item : items) {
      tally.add(categoriesOf(item), 1);
    }
    return tally.shares();
  }
}
