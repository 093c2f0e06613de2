package io.flyball.jobs.modes;

import io.flyball.core.modes.RateCounts;
import io.flyball.core.modes.RateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a segment shows in one window: pairs of states, and symbols by entity in their order. */
final class SegmentPane {
  final RateCounts pairs;
  final TreeMap<String, List<Integer>> symbols = new TreeMap<>();

  SegmentPane(RateCounts pairs) {
    this.pairs = pairs;
  }

  static SegmentPane of(RateSettings settings) {
    return new SegmentPane(RateCounts.of(settings));
  }

  /**
   * Adds what an entity shows.
   *
   * @param most symbols of an entity that are kept: the first ones, whatever else came before them
   * @return whether it was kept
   */
  boolean add(SegmentEvent event, int most) {
    if (event.isPair()) {
      pairs.add(event.from(), event.to(), event.gap());
      return true;
    }
    if (!event.isSymbol()) {
      // A first look has no gap, but its segment is told that it is not identified.
      return true;
    }
    List<Integer> shown = symbols.computeIfAbsent(event.entity(), any -> new ArrayList<>());
    return shown.size() < most && shown.add(event.to());
  }
}
