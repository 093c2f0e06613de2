package io.flyball.core.loop;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Source bias of a window ({@link SourceBias}, {@link RankedTarget}): shares of what was shown and
 * taken, by source; the preference between two copies of one item in one slate; the phase; and how
 * fair exposure is to what is taken.
 */
final class SourceMetrics {
  private static final int[] CUT_OFFS = {1, 3, 5};

  private SourceMetrics() {}

  private static Source source(long number) {
    return number == 0 ? Source.HUMAN : number == 1 ? Source.GENERATED : Source.UNKNOWN;
  }

  static void add(String scope, PaneAccumulator window, List<MetricValue> out) {
    if (!window.has(Table.SHOWN) && !window.has(Table.CLICK)) {
      return;
    }
    SourceBias bias = new SourceBias();
    // Ascending: sums of discounted exposure must not depend on the order of arrival.
    sorted(window.table(Table.SHOWN))
        .forEach(
            (shown, count) -> {
              for (long i = 0; i < count; i++) {
                if (shown.second() < 1) {
                  bias.exposed(source(shown.first()));
                } else {
                  bias.exposed(source(shown.first()), (int) shown.second());
                }
              }
            });
    window
        .table(Table.CLICKED)
        .forEach(
            (number, lag, count) -> {
              for (long i = 0; i < count; i++) {
                bias.clicked(source(number));
              }
            });
    long[] clicks = {0};
    window.table(Table.CLICK).forEach((number, rank, count) -> clicks[0] += count);
    MetricValue.Sheet click = new MetricValue.Sheet(out, scope, Table.CLICK.prefix());
    click.put("CLICKS", (double) clicks[0]);
    click.put("CLICKED_EXPOSURES", (double) bias.clicks());
    click.put("CLICK_RATE", bias.clickRate());
    MetricValue.Sheet sheet = new MetricValue.Sheet(out, scope, Table.SHOWN.prefix());
    for (Source source : Source.values()) {
      sheet.put("EXPOSURE_SHARE_" + source, bias.exposureShare(source));
      sheet.put("DISCOUNTED_EXPOSURE_SHARE_" + source, bias.discountedExposureShare(source));
      sheet.put("CLICK_SHARE_" + source, bias.clickShare(source));
      sheet.put("CLICK_RATE_" + source, bias.clickRate(source));
    }
    sheet.put("CLICK_RATE_RATIO", bias.clickRateRatio());
    sheet.put(
        "EXPOSURE_DISPARITY",
        Exposure.disparity(
            bias.discountedExposureShare(Source.GENERATED),
            bias.clickShare(Source.GENERATED),
            bias.discountedExposureShare(Source.HUMAN),
            bias.clickShare(Source.HUMAN)));
    double known = bias.generatedShareOfKnown();
    sheet.put("GENERATED_SHARE_OF_KNOWN", known);
    sheet.put("PHASE", phase(known));
    copies(window, bias, sheet);
  }

  private static double phase(double share) {
    if (Double.isNaN(share)) {
      return Double.NaN;
    }
    return switch (SourcePhase.of(share, SourcePhase.LOW, SourcePhase.HIGH)) {
      case HUMAN_DOMINANT -> 0;
      case COEXISTENCE -> 1;
      case GENERATED_DOMINANT -> 2;
    };
  }

  private static void copies(PaneAccumulator window, SourceBias bias, MetricValue.Sheet sheet) {
    if (!window.has(Table.COPIES)) {
      return;
    }
    SortedMap<Pair, Long> copies = sorted(window.table(Table.COPIES));
    copies.forEach(
        (ranks, count) -> {
          for (long i = 0; i < count; i++) {
            bias.bothShown((int) ranks.first(), (int) ranks.second());
          }
        });
    sheet.put("GENERATED_PREFERRED", bias.generatedPreferred());
    for (int k : CUT_OFFS) {
      RankedTarget generated = new RankedTarget(k);
      RankedTarget human = new RankedTarget(k);
      copies.forEach(
          (ranks, count) -> {
            for (long i = 0; i < count; i++) {
              generated.add((int) ranks.first());
              human.add((int) ranks.second());
            }
          });
      sheet.put("NDCG_" + k + "_HUMAN", human.ndcg());
      sheet.put("NDCG_" + k + "_GENERATED", generated.ndcg());
      sheet.put("MAP_" + k + "_HUMAN", human.map());
      sheet.put("MAP_" + k + "_GENERATED", generated.map());
      sheet.put(
          "DELTA_NDCG_" + k + "_PERCENT",
          RankedTarget.relativeDelta(human.ndcg(), generated.ndcg()));
      sheet.put(
          "DELTA_MAP_" + k + "_PERCENT", RankedTarget.relativeDelta(human.map(), generated.map()));
    }
  }

  record Pair(long first, long second) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int byFirst = Long.compare(first, other.first);
      return byFirst != 0 ? byFirst : Long.compare(second, other.second);
    }
  }

  static SortedMap<Pair, Long> sorted(PairCounts counts) {
    SortedMap<Pair, Long> sorted = new TreeMap<>();
    counts.forEach((first, second, count) -> sorted.put(new Pair(first, second), count));
    return sorted;
  }
}
