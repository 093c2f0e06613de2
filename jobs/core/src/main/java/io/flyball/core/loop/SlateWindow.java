package io.flyball.core.loop;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the slates of one window show, and what is clicked: every {@link SlateMetric}. Sums only. A
 * missing rank (0) counts for all but the discounted exposure; an item that stands in a slate twice
 * is shown twice; an item without category counts in no category metric; ratios to nothing are NaN.
 * Cost: O(slate + squared number of different category sets in it) per slate.
 */
public final class SlateWindow {

  /**
   * An item in a slate.
   *
   * @param rank from 1; 0 when it is not known
   */
  public record Shown(long item, int rank, Source source) {}

  private final Catalogue catalogue;
  private final ItemCounts past;
  private final Head head;
  private final SourceBias sources = new SourceBias();
  private final CategoryTally shown;
  private final double[] discounted = new double[2];
  private final long[] exposures = new long[2];
  private final long[] clicked = new long[2];
  private long clicks;
  private long slates;
  private long diverseSlates;
  private double diversity;

  /**
   * A window that nothing was shown in.
   *
   * @param past item counts of all earlier windows, from which head and categories are taken; read
   *     only
   */
  public SlateWindow(Catalogue catalogue, ItemCounts past) {
    this.catalogue = catalogue;
    this.past = past;
    this.head = Head.of(past, WindowMetrics.HEAD_SHARE);
    this.shown = catalogue.tally();
  }

  /** What was shown together; an empty slate counts as one. */
  public void add(List<Shown> slate) {
    slates++;
    Map<Integer, Integer> itemsOfSet = new TreeMap<>();
    for (Shown one : slate) {
      int group = group(one.item());
      exposures[group]++;
      if (one.rank() > 0) {
        sources.exposed(one.source(), one.rank());
        discounted[group] += Exposure.at(one.rank());
      } else {
        sources.exposed(one.source());
      }
      int set = catalogue.setNumber(one.item());
      shown.add(catalogue.set(set), 1);
      if (set > 0) {
        itemsOfSet.merge(set, 1, Integer::sum);
      }
    }
    addDiversity(itemsOfSet);
  }

  /** A click, on whatever exposure. */
  public void click() {
    clicks++;
  }

  /** An exposure of this window got its first click. */
  public void clicked(long item, Source source) {
    sources.clicked(source);
    clicked[group(item)]++;
  }

  private int group(long item) {
    return head.contains(item) ? 1 : 0;
  }

  private void addDiversity(Map<Integer, Integer> itemsOfSet) {
    double sum = 0;
    double items = 0;
    for (Map.Entry<Integer, Integer> one : itemsOfSet.entrySet()) {
      items += one.getValue();
      for (Map.Entry<Integer, Integer> other : itemsOfSet.entrySet()) {
        if (one.getKey() < other.getKey()) {
          double distance =
              jaccardDistance(catalogue.set(one.getKey()), catalogue.set(other.getKey()));
          sum += distance * one.getValue() * other.getValue();
        }
      }
    }
    if (items >= 2) {
      diverseSlates++;
      diversity += sum / (items * (items - 1) / 2);
    }
  }

  private static double jaccardDistance(int[] one, int[] other) {
    int common = 0;
    for (int i = 0, j = 0; i < one.length && j < other.length; ) {
      int order = Integer.compare(one[i], other[j]);
      common += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return 1 - common / (double) (one.length + other.length - common);
  }

  /** Every metric of the slates so far. */
  public Map<SlateMetric, Double> metrics() {
    Map<SlateMetric, Double> out = new EnumMap<>(SlateMetric.class);
    out.put(SlateMetric.SLATES, (double) slates);
    out.put(SlateMetric.CLICKS, (double) clicks);
    out.put(SlateMetric.CLICKED_EXPOSURES, (double) sources.clicks());
    out.put(SlateMetric.CLICK_RATE, sources.clickRate());
    out.put(SlateMetric.EXPOSURE_SHARE_HUMAN, sources.exposureShare(Source.HUMAN));
    out.put(SlateMetric.EXPOSURE_SHARE_GENERATED, sources.exposureShare(Source.GENERATED));
    out.put(SlateMetric.EXPOSURE_SHARE_UNKNOWN, sources.exposureShare(Source.UNKNOWN));
    out.put(
        SlateMetric.DISCOUNTED_EXPOSURE_SHARE_GENERATED,
        sources.discountedExposureShare(Source.GENERATED));
    out.put(SlateMetric.CLICK_SHARE_GENERATED, sources.clickShare(Source.GENERATED));
    out.put(SlateMetric.CLICK_RATE_RATIO, sources.clickRateRatio());
    out.put(SlateMetric.SOURCE_PHASE, phase(sources.generatedShareOfKnown()));
    out.put(SlateMetric.INTRA_LIST_DIVERSITY_JACCARD, diversity / diverseSlates);
    out.put(
        SlateMetric.EXPOSURE_DISPARITY_TAIL_HEAD,
        Exposure.disparity(discounted[0], (double) clicked[0], discounted[1], (double) clicked[1]));
    out.put(SlateMetric.POP_RSP_HEAD_TAIL, popRsp());
    out.put(SlateMetric.MAX_BIAS_DISPARITY, maxBiasDisparity());
    return out;
  }

  private static double phase(double generatedShare) {
    if (Double.isNaN(generatedShare)) {
      return Double.NaN;
    }
    return switch (SourcePhase.of(generatedShare, SourcePhase.LOW, SourcePhase.HIGH)) {
      case HUMAN_DOMINANT -> 0;
      case COEXISTENCE -> 1;
      case GENERATED_DOMINANT -> 2;
    };
  }

  /** The spread has no unit, so that rates may be taken relative to the larger one. */
  private double popRsp() {
    double inHead = exposures[1] / (double) head.size();
    double inTail = exposures[0] / (double) (catalogue.size() - head.size());
    double larger = Math.max(inHead, inTail);
    return head.size() > 0 && head.size() < catalogue.size() && larger > 0
        ? Exposure.relativeSpread(inHead / larger, inTail / larger)
        : Double.NaN;
  }

  private double maxBiasDisparity() {
    CategoryTally history = catalogue.tally();
    past.forEach((item, count) -> history.add(catalogue.categoriesOf(item), count));
    double[] before = history.shares();
    double[] now = shown.shares();
    double largest = Double.NaN;
    for (int category = 0; category < before.length; category++) {
      double disparity = Math.abs(CategoryShares.biasDisparity(before, now, category));
      if (!(disparity <= largest)) {
        largest = Double.isNaN(disparity) ? largest : disparity;
      }
    }
    return largest;
  }
}
