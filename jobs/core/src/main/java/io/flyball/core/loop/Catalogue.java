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
    for (Map.Entry<Long, int[]> entry : ofItem.entrySet()) {
      for (int category : entry.getValue()) {
        if (category < 0) {
          throw new IllegalArgumentException(
              "categories are >= 0, item " + entry.getKey() + " has " + category);
        }
        largest = Math.max(largest, category);
      }
      this.ofItem.put(entry.getKey(), entry.getValue().clone());
    }
    this.categories = largest + 1;
  }

  public long size() {
    return size;
  }

  /** An array for the weights of all categories. */
  double[] emptyShares() {
    return new double[categories];
  }

  void addTo(double[] shares, long item, double weight) {
    int[] own = ofItem.getOrDefault(item, NONE);
    for (int category : own) {
      shares[category] += weight / own.length;
    }
  }

  /** Weights of the items' categories, summed in ascending order: floating sums depend on it. */
  double[] shares(Collection<Long> items) {
    double[] shares = emptyShares();
    items.stream().sorted().forEach(item -> addTo(shares, item, 1));
    return shares;
  }
}
