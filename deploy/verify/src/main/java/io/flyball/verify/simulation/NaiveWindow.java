package io.flyball.verify.simulation;

import io.flyball.core.loop.MetricValue;
import io.flyball.verify.simulation.WindowCore.Metric;
import io.flyball.verify.simulation.WindowCore.SeenEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Some metrics of every window, straight from the events in it and before it.
 *
 * <p>It does what docs/reference/loop-metrics.md says: "number of users with an event"; "sum p^2";
 * "-sum p ln p"; "share of the events on the 10 most frequent items"; "number of events"; "number
 * of items with an event"; "items with an event that had none in the past".
 */
final class NaiveWindow {
  private static final String PREFIX = "feedback.";
  private static final String ROUNDED = " rounded";
  private static final double BILLION = 1e9;
  private static final Set<String> TOLD =
      Set.of("EVENTS", "USERS", "ITEMS", "HHI", "ENTROPY_NATS", "TOP10_SHARE", "NEW_ITEMS");

  private NaiveWindow() {}

  /** A value that is told here too, to nine places: sums are made in another order. */
  static Optional<Metric> rounded(String scope, long pane, MetricValue value) {
    return value.metric().startsWith(PREFIX)
            && TOLD.contains(value.metric().substring(PREFIX.length()))
        ? Optional.of(metric(scope, pane, value.metric(), value.value()))
        : Optional.empty();
  }

  private static Metric metric(String scope, long pane, String name, double value) {
    return new Metric(scope, pane, name + ROUNDED, rounded(value));
  }

  /** Keeps NaN apart from 0, and -0 not. */
  private static String rounded(double value) {
    return Math.rint(value * BILLION) + 0.0 + "e-9";
  }

  static boolean isTold(Metric metric) {
    return metric.name().endsWith(ROUNDED);
  }

  static List<Metric> of(List<SeenEvent> history) {
    Set<String> scopes = history.stream().map(SeenEvent::scope).collect(Collectors.toSet());
    List<Metric> told = new ArrayList<>();
    for (String scope : scopes) {
      List<SeenEvent> own = history.stream().filter(seen -> seen.scope().equals(scope)).toList();
      Set<Long> ends = new TreeSet<>();
      for (SeenEvent seen : own) {
        for (int i = 0; i < WindowCore.LENGTH; i++) {
          ends.add(WindowCore.pane(seen.time()) + i);
        }
      }
      ends.forEach(end -> addWindow(scope, end, own, told));
    }
    return told;
  }

  private static void addWindow(String scope, long end, List<SeenEvent> own, List<Metric> told) {
    long first = end - WindowCore.LENGTH + 1;
    List<SeenEvent> window = between(own, first, end);
    Set<Long> before =
        between(own, first - WindowCore.PAST, first - 1).stream()
            .map(SeenEvent::item)
            .collect(Collectors.toSet());
    Map<Long, Long> items =
        window.stream()
            .collect(Collectors.groupingBy(SeenEvent::item, TreeMap::new, Collectors.counting()));
    double n = window.size();
    Map<String, Double> values = new TreeMap<>();
    values.put("EVENTS", n);
    values.put("USERS", (double) window.stream().map(SeenEvent::user).distinct().count());
    values.put("ITEMS", (double) items.size());
    values.put("HHI", sum(items, count -> count / n * (count / n)));
    values.put("ENTROPY_NATS", sum(items, count -> -count / n * Math.log(count / n)));
    values.put(
        "TOP10_SHARE",
        items.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(10)
                .mapToLong(Long::longValue)
                .sum()
            / n);
    values.put(
        "NEW_ITEMS", (double) items.keySet().stream().filter(i -> !before.contains(i)).count());
    values.forEach((name, value) -> told.add(metric(scope, end, PREFIX + name, value)));
  }

  private static List<SeenEvent> between(List<SeenEvent> own, long firstPane, long lastPane) {
    return own.stream()
        .filter(seen -> WindowCore.pane(seen.time()) >= firstPane)
        .filter(seen -> WindowCore.pane(seen.time()) <= lastPane)
        .toList();
  }

  private static double sum(Map<Long, Long> items, Function<Long, Double> term) {
    return items.values().stream().mapToDouble(term::apply).sum();
  }
}
