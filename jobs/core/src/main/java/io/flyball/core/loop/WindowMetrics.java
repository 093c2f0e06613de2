package io.flyball.core.loop;

import io.flyball.core.stats.LongCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Computes every {@link LoopMetric} of a window. Users are taken in ascending order, so the same
 * events give the same bits however they arrived. A metric that is not defined for the window (no
 * pair of users, no past) is NaN. Cost: O(users + items + distinct counts), and that of {@link
 * Homogenisation#of} for the users with five events, the only one that may be an estimate.
 */
public final class WindowMetrics {
  static final double HEAD_SHARE = 0.8;
  private static final int MANY = 5;
  private static final int SOME = 3;
  private static final double STECK_ALPHA = 0.01;

  private final Catalogue catalogue;

  public WindowMetrics(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The metrics of the window.
   *
   * @param past all earlier events; read only
   */
  public Map<LoopMetric, Estimate> of(LoopWindow window, LoopWindow past) {
    Map<LoopMetric, Double> exact = new EnumMap<>(LoopMetric.class);
    concentration(window.items(), window.users(), exact);
    popularity(window, past.items(), exact);
    List<List<Long>> active = categories(window, past, exact);
    Map<LoopMetric, Estimate> out = new EnumMap<>(LoopMetric.class);
    exact.forEach((metric, value) -> out.put(metric, Estimate.exact(value)));
    out.put(LoopMetric.MEAN_JACCARD, Homogenisation.of(active));
    return out;
  }

  private void concentration(ItemCounts items, int users, Map<LoopMetric, Double> out) {
    Spectrum spectrum = items.spectrum();
    long n = catalogue.size();
    out.put(LoopMetric.EVENTS, spectrum.total());
    out.put(LoopMetric.USERS, (double) users);
    out.put(LoopMetric.ITEMS, spectrum.distinct());
    out.put(LoopMetric.COVERAGE, spectrum.coverage(n));
    out.put(LoopMetric.COVERAGE_5, spectrum.coverageAtLeast(MANY, n));
    out.put(LoopMetric.GINI_OVER_N, spectrum.giniOverN(n));
    out.put(LoopMetric.GINI_OVER_N_MINUS_1, spectrum.giniOverNMinus1(n));
    out.put(
        LoopMetric.GINI_SEEN,
        items.distinct() == 0 ? Double.NaN : spectrum.giniOverN(items.distinct()));
    out.put(LoopMetric.ENTROPY_NATS, spectrum.entropyNats());
    out.put(LoopMetric.ENTROPY_BITS, spectrum.entropyBits());
    out.put(LoopMetric.EFFECTIVE_ITEMS_EXP_H, spectrum.effectiveNumberOrder1());
    out.put(LoopMetric.ENTROPY_OVER_LOG_N, spectrum.entropyOverLogN(n));
    out.put(LoopMetric.HHI, spectrum.hhi());
    out.put(LoopMetric.EFFECTIVE_ITEMS_INVERSE_HHI, spectrum.effectiveNumberOrder2());
    out.put(LoopMetric.TOP10_SHARE, spectrum.topShare(10));
    out.put(LoopMetric.TOP_PERCENT_SHARE, spectrum.topPercentShare(n));
  }

  private static void popularity(LoopWindow window, ItemCounts past, Map<LoopMetric, Double> out) {
    ItemCounts items = window.items();
    HeadBound head = HeadBound.of(past, HEAD_SHARE);
    long pastOfEvents = 0;
    long eventsOfTail = 0;
    long fresh = 0;
    LongCounts counts = items.byItem();
    for (int at = counts.next(0); at >= 0; at = counts.next(at + 1)) {
      long item = counts.keyAt(at);
      long count = counts.countAt(at);
      long before = past.count(item);
      pastOfEvents += before * count;
      eventsOfTail += head.holds(item, before) ? 0 : count;
      fresh += before == 0 ? 1 : 0;
    }
    double[] tails = new double[2];
    window.forEachUser(
        (user, own, events) -> {
          long tail = 0;
          for (int i = 0; i < events; i++) {
            tail += head.holds(own[i], past.count(own[i])) ? 0 : 1;
          }
          tails[0] += (double) tail / events;
          tails[1] += tail;
        });
    double mean = past.total() == 0 ? Double.NaN : (double) pastOfEvents / items.total();
    out.put(LoopMetric.ARP_PAST, mean);
    out.put(LoopMetric.HEAD_SIZE, (double) head.size());
    out.put(LoopMetric.TAIL_SHARE, (double) eventsOfTail / items.total());
    out.put(LoopMetric.APLT, tails[0] / window.users());
    out.put(LoopMetric.ACLT, tails[1] / window.users());
    out.put(LoopMetric.NEW_ITEMS, (double) fresh);
  }

  /** Returns the items of the users with five events. */
  private List<List<Long>> categories(
      LoopWindow window, LoopWindow past, Map<LoopMetric, Double> out) {
    List<List<Long>> active = new ArrayList<>();
    List<Double> entropies = new ArrayList<>();
    List<Double> divergences = new ArrayList<>();
    window.forEachUser(
        (user, own, events) -> {
          if (events < SOME) {
            return;
          }
          double[] shares = catalogue.shares(own, events);
          if (events >= MANY) {
            active.add(Arrays.stream(own, 0, events).boxed().toList());
            addDefined(entropies, CategoryShares.entropyNats(shares));
          }
          long[] earlier = past.itemsOf(user);
          if (earlier.length >= MANY) {
            addDefined(
                divergences,
                CategoryShares.calibrationKl(catalogue.shares(earlier), shares, STECK_ALPHA));
          }
        });
    out.put(LoopMetric.CATEGORY_ENTROPY_NATS, CategoryShares.entropyNats(shares(window.items())));
    out.put(LoopMetric.USERS_WITH_5, (double) active.size());
    out.put(LoopMetric.USERS_WITH_CATEGORY_ENTROPY, (double) entropies.size());
    out.put(LoopMetric.MEAN_USER_CATEGORY_ENTROPY_NATS, mean(entropies));
    out.put(LoopMetric.MEDIAN_USER_CATEGORY_ENTROPY_NATS, median(entropies));
    out.put(LoopMetric.CALIBRATED_USERS, (double) divergences.size());
    out.put(LoopMetric.MEAN_CALIBRATION_KL_NATS, mean(divergences));
    return active;
  }

  private double[] shares(ItemCounts items) {
    LongCounts counts = items.byItem();
    long[] ofSet = new long[catalogue.sets() + 1];
    for (int at = counts.next(0); at >= 0; at = counts.next(at + 1)) {
      ofSet[catalogue.setNumber(counts.keyAt(at))] += counts.countAt(at);
    }
    CategoryTally tally = catalogue.tally();
    for (int set = 1; set < ofSet.length; set++) {
      tally.add(catalogue.set(set), ofSet[set]);
    }
    return tally.shares();
  }

  private static void addDefined(List<Double> values, double value) {
    if (!Double.isNaN(value)) {
      values.add(value);
    }
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
  }

  private static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
