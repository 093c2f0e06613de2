package io.flyball.core.loop;

import io.flyball.core.stats.LongCounts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every metric that the records of a window support, of one scope. The same events give the same
 * bits, however they arrived and were merged.
 *
 * @param catalogueSize items that could be shown; where fewer are given than were seen, those seen
 * @param headItems the most frequent items of the past that HEAD_SHARE looks at
 * @param exactItems with more distinct items than this in a table, its concentration is estimated
 *     by sketches and what needs users or categories is left out
 * @param verdicts how many of a judge's latest verdicts its recent reliability rests on
 * @param behaviourMs how far before and after a piece of feedback its effect on answers is sought
 */
public record ScopeMetrics(
    long catalogueSize, int headItems, int exactItems, int verdicts, long behaviourMs)
    implements Serializable {

  /** The metrics of a window; those of a table that is empty in it are left out. */
  public List<MetricValue> of(String scope, PaneAccumulator window, PastWindow past) {
    List<MetricValue> out = new ArrayList<>();
    Catalogue catalogue = catalogue(window, past);
    for (Table table : Table.values()) {
      if (table.isInteractions() && window.has(table)) {
        interactions(scope, table, window.interactions(table), past, catalogue, out);
      }
    }
    SourceMetrics.add(scope, window, out);
    ExposureAndFeedback.add(scope, window, past, headItems, out);
    BiasDisparity.add(scope, window, past, out);
    Reactions.add(scope, window, past, out);
    OutcomeMetrics.add(scope, window.outcomes().values(), out);
    if (!window.attempts().isEmpty()) {
      new JudgeMetrics(verdicts, behaviourMs).add(scope, window, past, out);
      ResponseMetrics.add(scope, window.attempts().values(), out);
    }
    return out;
  }

  private void interactions(
      String scope,
      Table table,
      LoopWindow window,
      PastWindow past,
      Catalogue catalogue,
      List<MetricValue> out) {
    MetricValue.Sheet sheet = new MetricValue.Sheet(out, scope, table.prefix());
    LoopWindow before = past.interactions(table);
    if (window.items().distinct() > exactItems) {
      estimated(window.items(), catalogue.size(), sheet);
      return;
    }
    new WindowMetrics(catalogue)
        .of(window, before)
        .forEach((metric, estimate) -> sheet.put(metric.name(), estimate));
    sheet.put("HEAD_SHARE", share(window.items(), Head.top(before.items(), headItems)));
    InterestDrift.add(window, before, catalogue, sheet);
  }

  private void estimated(ItemCounts items, long size, MetricValue.Sheet sheet) {
    ScopeCounts counts = new ScopeCounts(exactItems);
    items.forEach(
        (item, count) -> {
          for (long i = 0; i < count; i++) {
            counts.add(item);
          }
        });
    sheet.put(LoopMetric.EVENTS.name(), (double) items.total());
    sheet.put(LoopMetric.ITEMS.name(), counts.estimate(Spectrum::distinct));
    sheet.put(LoopMetric.COVERAGE.name(), counts.estimate(s -> s.coverage(size)));
    sheet.put(LoopMetric.GINI_OVER_N.name(), counts.estimate(s -> s.giniOverN(size)));
    sheet.put(LoopMetric.ENTROPY_NATS.name(), counts.estimate(Spectrum::entropyNats));
    sheet.put(LoopMetric.HHI.name(), counts.estimate(Spectrum::hhi));
    sheet.put(LoopMetric.TOP10_SHARE.name(), counts.estimate(s -> s.topShare(10)));
    sheet.put(LoopMetric.TOP_PERCENT_SHARE.name(), counts.estimate(s -> s.topPercentShare(size)));
  }

  /** Share of the occurrences on items of the head; NaN without occurrences or without a past. */
  static double share(ItemCounts items, Head head) {
    if (head.size() == 0) {
      return Double.NaN;
    }
    long[] inHead = {0};
    items.forEach((item, count) -> inHead[0] += head.contains(item) ? count : 0);
    return (double) inHead[0] / items.total();
  }

  /**
   * Of the items that the metrics ask for: those of the window, and those that its users met in the
   * past. Categories are numbered in the order of their names, whoever came first.
   */
  private Catalogue catalogue(PaneAccumulator window, PastWindow past) {
    int expected = 0;
    for (Table table : Table.values()) {
      if (table.isInteractions() && window.has(table)) {
        expected += window.interactions(table).items().distinct();
      }
    }
    // Large from the start: keys that come in the order of another table's slots crowd a small one.
    LongCounts items = new LongCounts(expected);
    long[] unseen = {0};
    for (Table table : Table.values()) {
      if (table.isInteractions() && window.has(table)) {
        LoopWindow now = window.interactions(table);
        now.items()
            .forEach(
                (item, count) -> {
                  if (items.get(item) == 0) {
                    items.add(item, 1);
                    unseen[0] += past.count(item) == 0 ? 1 : 0;
                  }
                });
        LoopWindow before = past.interactions(table);
        now.forEachUser(
            (user, own, events) -> {
              for (long item : before.itemsOf(user)) {
                items.add(item, 1);
              }
            });
      }
    }
    Categories categories = new Categories();
    items.forEach(
        (item, count) -> {
          categories.add(item, past.categories(item));
          categories.add(item, window.categories().get(item));
        });
    return categories.catalogue(
        Math.max(Math.max(1, catalogueSize), past.distinctItems() + unseen[0]));
  }

  /**
   * The categories of an item as records name them, joined as {@link PaneAccumulator} wants them.
   */
  public static String joined(List<String> categories) {
    if (categories.size() <= 1) {
      return categories.isEmpty() ? "" : categories.get(0);
    }
    return String.join(
        String.valueOf(PaneAccumulator.SEPARATOR),
        Arrays.stream(categories.toArray(String[]::new)).sorted().distinct().toList());
  }
}
