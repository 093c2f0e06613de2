package io.flyball.core.loop;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a scope saw before a window: popularity, histories and categories. Parts enter when the
 * window moves on and leave when they are older than the past reaches; each event enters once and
 * leaves once, O(1) but for a user's own events.
 */
public final class Past {
  private final Map<Table, LoopWindow> interactions = new EnumMap<>(Table.class);
  private final Map<Long, Map<String, Integer>> categories = new TreeMap<>();

  public void add(PanePart part) {
    change(part, 1);
  }

  public void remove(PanePart part) {
    change(part, -1);
  }

  private void change(PanePart part, int sign) {
    for (Table table : Table.values()) {
      PairCounts.Columns columns = part.tables().get(PaneTally.index(table));
      if (table.isInteractions() && columns.counts().length > 0) {
        LoopWindow window = interactions.computeIfAbsent(table, key -> new LoopWindow());
        columns.forEach((user, item, n) -> PaneTally.add(window, user, item, sign * n));
      }
    }
    for (int i = 0; i < part.categorised().length; i++) {
      Map<String, Integer> sets =
          categories.computeIfAbsent(part.categorised()[i], key -> new TreeMap<>());
      sets.merge(part.categories()[i], sign, (a, b) -> a + b == 0 ? null : a + b);
      if (sets.isEmpty()) {
        categories.remove(part.categorised()[i]);
      }
    }
  }

  LoopWindow interactions(Table table) {
    return interactions.getOrDefault(table, new LoopWindow());
  }

  /** Category sets by item, those of the window added. */
  Map<Long, Set<String>> categoriesWith(PaneTally window) {
    Map<Long, Set<String>> all = new TreeMap<>();
    categories.forEach((item, sets) -> sets.keySet().forEach(set -> split(all, item, set)));
    window.categories().forEach((item, set) -> split(all, item, set));
    return all;
  }

  private static void split(Map<Long, Set<String>> all, long item, String joined) {
    all.computeIfAbsent(item, key -> new TreeSet<>())
        .addAll(Arrays.asList(joined.split(String.valueOf(PaneTally.SEPARATOR), -1)));
  }
}
