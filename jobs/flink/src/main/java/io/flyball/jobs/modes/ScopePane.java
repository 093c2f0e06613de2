package io.flyball.jobs.modes;

import io.flyball.core.modes.ModeCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a scope shows in one window: attempts by mode, and drives with their responses. */
final class ScopePane {
  /**
   * A drive and its response.
   *
   * @param order what tells pairs of one time apart
   */
  record Pair(long time, String order, double drive, double response) {
    static final Comparator<Pair> ORDER =
        Comparator.comparingLong(Pair::time).thenComparing(Pair::order);
  }

  final ModeCounts counts;
  final long[] tried;
  final long[] won;
  final List<Pair> pairs = new ArrayList<>();

  ScopePane(ModeCounts counts) {
    this.counts = counts;
    this.tried = new long[counts.modes()];
    this.won = new long[counts.modes()];
  }

  void add(ScopeEvent event) {
    if (event.mode() < 0) {
      pairs.add(new Pair(event.time(), event.order(), event.drive(), event.response()));
    } else {
      counts.add(event.context(), event.mode(), event.success());
      tried[event.mode()]++;
      won[event.mode()] += event.success() ? 1 : 0;
    }
  }
}
