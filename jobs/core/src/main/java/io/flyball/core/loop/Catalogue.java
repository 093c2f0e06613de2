package io.flyball.core.loop;

import io.flyball.core.stats.LongCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
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
  // Items share few different sets of categories: an item keeps the number of its set, and walks
  // over items in the order of a LongCounts then meet this table in order, too.
  private final LongCounts setOfItem;
  private final List<int[]> sets = new ArrayList<>();

  /**
   * A catalogue.
   *
   * @param size number of items that could be shown
   * @param ofItem category indices, 0-based, each once per item
   */
  public Catalogue(long size, Map<Long, int[]> ofItem) {
    if (size < 1) {
      throw new IllegalArgumentException("a catalogue has one item at least, had " + size);
    }
    this.size = size;
    this.setOfItem = new LongCounts(ofItem.size());
    Map<List<Integer>, Integer> numbers = new HashMap<>();
    IdentityHashMap<int[], Integer> known = new IdentityHashMap<>();
    int largest = -1;
    int longest = 0;
    for (Map.Entry<Long, int[]> entry : ofItem.entrySet()) {
      Integer same = known.get(entry.getValue());
      if (same != null) {
        setOfItem.add(entry.getKey(), same);
        continue;
      }
      int[] set = Arrays.stream(entry.getValue()).sorted().distinct().toArray();
      if (set.length == 0) {
        continue;
      }
      if (set[0] < 0 || set.length < entry.getValue().length) {
        throw new IllegalArgumentException(
            "categories are >= 0 and each once, item "
                + entry.getKey()
                + " has "
                + Arrays.toString(entry.getValue()));
      }
      largest = Math.max(largest, set[set.length - 1]);
      longest = Math.max(longest, set.length);
      Integer number = numbers.putIfAbsent(Arrays.stream(set).boxed().toList(), sets.size() + 1);
      if (number == null) {
        sets.add(set);
        number = sets.size();
      }
      setOfItem.add(entry.getKey(), number);
      known.put(entry.getValue(), number);
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
    return set(setNumber(item));
  }

  /** Items with equal sets of categories have equal numbers; 0 when it has none. */
  int setNumber(long item) {
    return (int) setOfItem.get(item);
  }

  /** How many different sets there are; they have the numbers from 1 on. */
  int sets() {
    return sets.size();
  }

  /** The set of that number, ascending. */
  int[] set(int number) {
    return number == 0 ? NONE : sets.get(number - 1);
  }

  /** The categories' weights in these items, each as often as it comes. */
  double[] shares(long[] items, int count) {
    CategoryTally tally = tally();
    for (int i = 0; i < count; i++) {
      tally.add(categoriesOf(items[i]), 1);
    }
    return tally.shares();
  }

  double[] shares(long[] items) {
    return shares(items, items.length);
  }
}
