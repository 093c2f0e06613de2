package io.flyball.core.loop;

import java.util.List;

/**
 * What can be said only of exposures and feedback together, or of slates: equal opportunity of
 * popular and other items, amplification against a random holdout, and diversity within slates.
 */
final class ExposureAndFeedback {
  private ExposureAndFeedback() {}

  static void add(
      String scope, PaneAccumulator window, PastWindow past, int headItems, List<MetricValue> out) {
    MetricValue.Sheet fairness = new MetricValue.Sheet(out, scope, "fairness");
    if (window.has(Table.EXPOSURE)) {
      ItemCounts shown = window.interactions(Table.EXPOSURE).items();
      Head head = Head.top(past.interactions(Table.EXPOSURE).items(), headItems);
      statisticalParity(shown, past.interactions(Table.EXPOSURE).items(), head, fairness);
      if (window.has(Table.FEEDBACK)) {
        equalOpportunity(shown, window.interactions(Table.FEEDBACK).items(), head, fairness);
      }
    }
    if (window.has(Table.FEEDBACK) && window.has(Table.HOLDOUT_FEEDBACK)) {
      amplification(scope, window, past, headItems, out);
    }
    if (window.has(Table.DIVERSITY)) {
      diversity(scope, window, out);
    }
  }

  /** POP_RSP: spread of P(shown | group) over the past's head and all others seen. */
  private static void statisticalParity(
      ItemCounts shown, ItemCounts past, Head head, MetricValue.Sheet out) {
    long[] counted = new long[4];
    shown.forEach(
        (item, count) -> {
          int group = head.contains(item) ? 0 : 2;
          counted[group] += past.count(item) == 0 ? 1 : 0;
          counted[group + 1]++;
        });
    counted[0] += head.size();
    counted[2] += past.distinct() - head.size();
    out.put("POP_RSP", spread(counted));
  }

  /** POP_REO: spread of P(shown | group, taken) over the past's head and all others. */
  private static void equalOpportunity(
      ItemCounts shown, ItemCounts taken, Head head, MetricValue.Sheet out) {
    out.put("POP_REO", spread(taken, shown, head));
  }

  private static double spread(ItemCounts candidates, ItemCounts shown, Head head) {
    long[] counted = new long[4];
    candidates.forEach(
        (item, count) -> {
          int group = head.contains(item) ? 0 : 2;
          counted[group]++;
          counted[group + 1] += shown.count(item) > 0 ? 1 : 0;
        });
    return spread(counted);
  }

  /**
   * @param counted items of the head, those of them shown, other items, those of them shown
   */
  private static double spread(long[] counted) {
    if (counted[0] == 0 || counted[2] == 0) {
      return Double.NaN;
    }
    return Exposure.relativeSpread(
        (double) counted[1] / counted[0], (double) counted[3] / counted[2]);
  }

  /** HEAD_SHARE: the rise of the head's share of feedback, less its rise in the holdout. */
  private static void amplification(
      String scope, PaneAccumulator window, PastWindow past, int headItems, List<MetricValue> out) {
    ItemCounts before = past.interactions(Table.FEEDBACK).items();
    ItemCounts holdoutBefore = past.interactions(Table.HOLDOUT_FEEDBACK).items();
    Head head = Head.top(before, headItems);
    Amplification change =
        Amplification.of(
            ScopeMetrics.share(before, head),
            ScopeMetrics.share(window.interactions(Table.FEEDBACK).items(), head),
            ScopeMetrics.share(holdoutBefore, head),
            ScopeMetrics.share(window.interactions(Table.HOLDOUT_FEEDBACK).items(), head));
    new MetricValue.Sheet(out, scope, "amplification").put("HEAD_SHARE", change.byTheLoop());
  }

  private static void diversity(String scope, PaneAccumulator window, List<MetricValue> out) {
    double[] sums = new double[2];
    // Ascending bits of non-negative doubles are ascending numbers: the sum has one order.
    SourceMetrics.sorted(window.table(Table.DIVERSITY))
        .forEach(
            (slate, count) -> {
              sums[0] += Double.longBitsToDouble(slate.first()) * count;
              sums[1] += count;
            });
    MetricValue.Sheet sheet = new MetricValue.Sheet(out, scope, Table.DIVERSITY.prefix());
    sheet.put("SLATES", sums[1]);
    sheet.put("MEAN_INTRA_LIST_DIVERSITY", sums[0] / sums[1]);
  }
}
