package io.flyball.jobs.loop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The last panes of windows that gained something since they were reported early, by scope. Kept in
 * memory alone: an early report that a restart drops comes with the next part.
 */
final class OpenWindows {
  /** Windows of a scope that are reported early at a time, the newest first. */
  static final int AT_ONCE = 50;

  private final Map<String, TreeSet<Long>> changed = new HashMap<>();

  void add(String scope, long pane) {
    changed.computeIfAbsent(scope, key -> new TreeSet<>()).add(pane);
  }

  /**
   * Takes the newest windows out.
   *
   * @param told panes up to this one have been reported, and are forgotten
   */
  List<Long> take(String scope, long told) {
    TreeSet<Long> panes = changed.getOrDefault(scope, new TreeSet<>());
    panes.headSet(told, true).clear();
    List<Long> taken = panes.descendingSet().stream().limit(AT_ONCE).sorted().toList();
    taken.forEach(panes::remove);
    if (panes.isEmpty()) {
      changed.remove(scope);
    }
    return taken;
  }

  boolean has(String scope) {
    return changed.containsKey(scope);
  }
}
