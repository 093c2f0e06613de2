package io.flyball.core.loop;

import io.flyball.core.stats.LongCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a scope saw before a window: popularity, histories, categories and attempts. Parts enter
 * when the window moves on and leave when they are older than the past reaches; each event enters
 * once and leaves once, O(1) but for a user's own events.
 */
public final class PastWindow {
  private static final LoopWindow NOTHING = new LoopWindow();

  private final Map<Table, LoopWindow> interactions = new EnumMap<>(Table.class);
  private final LongCounts items = new LongCounts();
  private final Map<Long, Map<String, Integer>> categories = new HashMap<>();
  private final Map<String, Long> taken = new TreeMap<>();
  private final Map<String, List<Attempt>> attempts = new TreeMap<>();

  public void add(PanePart part) {
    change(part, 1);
  }

  public void remove(PanePart part) {
    change(part, -1);
  }

  private void change(PanePart part, int sign) {
    for (Table table : Table.values()) {
      PairCounts.Columns columns = part.table(table);
      if (table.isInteractions() && columns.counts().length > 0) {
        LoopWindow window = interactions.computeIfAbsent(table, key -> new LoopWindow());
        columns.forEach(
            (user, item, n) -> {
              PaneAccumulator.add(window, user, item, sign * n);
              items.add(item, sign * n);
            });
      }
    }
    for (int i = 0; i < part.categorised().length; i++) {
      Map<String, Integer> sets =
          categories.computeIfAbsent(part.categorised()[i], key -> new HashMap<>(2));
      sets.merge(part.categories()[i], sign, (a, b) -> a + b == 0 ? null : a + b);
      if (sets.isEmpty()) {
        categories.remove(part.categorised()[i]);
      }
    }
    part.table(Table.FEEDBACK)
        .forEach(
            (user, item, n) -> {
              int at = Arrays.binarySearch(part.categorised(), item);
              if (at >= 0) {
                taken.merge(part.categories()[at], sign * n, (a, b) -> a + b == 0 ? null : a + b);
              }
            });
    for (Attempt attempt : part.attempts()) {
      List<Attempt> told = attempts.computeIfAbsent(attempt.id(), key -> new ArrayList<>(1));
      if (sign > 0) {
        told.add(attempt);
      } else if (told.remove(attempt) && told.isEmpty()) {
        attempts.remove(attempt.id());
      }
    }
  }

  LoopWindow interactions(Table table) {
    return interactions.getOrDefault(table, NOTHING);
  }

  /** How often an item occurred in any table. */
  long count(long item) {
    return items.get(item);
  }

  /** Distinct items in any table. */
  long distinctItems() {
    return items.size();
  }

  /** The sets of categories that records named for an item, each joined; usually one. */
  Iterable<String> categories(long item) {
    return categories.getOrDefault(item, Map.of()).keySet();
  }

  /** How often something was taken, by the categories that it had then, joined. */
  Map<String, Long> takenByCategories() {
    return taken;
  }

  /** The attempts of the past by id, and those of the window. */
  Map<String, Attempt> attemptsWith(PaneAccumulator window) {
    Map<String, Attempt> all = new TreeMap<>(window.attempts());
    attempts.forEach(
        (id, told) -> told.forEach(attempt -> all.merge(id, attempt, PaneAccumulator::fuller)));
    return all;
  }
}
