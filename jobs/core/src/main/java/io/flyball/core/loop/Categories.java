package io.flyball.core.loop;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The categories of items, as records name them: joined by {@link PaneAccumulator#SEPARATOR}. */
final class Categories {
  private static final String BETWEEN = String.valueOf(PaneAccumulator.SEPARATOR);

  private final Map<Long, String> ofItem = new HashMap<>();

  /** Where records differ, the item has the categories of all of them. */
  void add(long item, Iterable<String> joined) {
    joined.forEach(one -> add(item, one));
  }

  void add(long item, String joined) {
    if (joined != null) {
      ofItem.merge(item, joined, Categories::union);
    }
  }

  static String union(String one, String other) {
    if (one.equals(other)) {
      return one;
    }
    TreeSet<String> all = new TreeSet<>(Arrays.asList(split(one)));
    all.addAll(Arrays.asList(split(other)));
    return String.join(BETWEEN, all);
  }

  static String[] split(String joined) {
    return joined.indexOf(PaneAccumulator.SEPARATOR) < 0
        ? new String[] {joined}
        : joined.split(BETWEEN, -1);
  }

  /** Categories are numbered in the order of their names. */
  Catalogue catalogue(long size) {
    Map<String, int[]> sets = new HashMap<>();
    ofItem.values().forEach(joined -> sets.put(joined, null));
    TreeMap<String, Integer> numbers = new TreeMap<>();
    sets.keySet().forEach(joined -> Arrays.stream(split(joined)).forEach(n -> numbers.put(n, 0)));
    int[] next = {0};
    numbers.replaceAll((name, number) -> next[0]++);
    sets.replaceAll((joined, set) -> Arrays.stream(split(joined)).mapToInt(numbers::get).toArray());
    Map<Long, int[]> numbered = new HashMap<>();
    ofItem.forEach((item, joined) -> numbered.put(item, sets.get(joined)));
    return new Catalogue(size, numbered);
  }
}
