package io.flyball.core.loop;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How users change over windows: how far their interests are from where they began (Jiang et al.,
 * "Degenerate feedback loops in recommender systems", AIES 2019), and whether their bubbles narrow
 * ({@link BubbleTrend}). A user counts in the windows where it has five events at least and a
 * category; the first of them is its anchor. Windows are given in ascending order. Memory: one
 * array of categories for each user.
 */
public final class UserTrends {
  private static final int MANY = 5;

  private final Catalogue catalogue;
  private final Map<Long, double[]> anchors = new HashMap<>();
  private final BubbleTrend bubbles = new BubbleTrend();

  public UserTrends(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Takes the next window.
   *
   * @param index its number, the unit of the slope
   */
  public Map<TrendMetric, Double> add(long index, LoopWindow window) {
    long users = 0;
    double drift = 0;
    for (Map.Entry<Long, List<Long>> entry : new TreeMap<>(window.itemsOfUser()).entrySet()) {
      if (entry.getValue().size() < MANY) {
        continue;
      }
      double[] shares = catalogue.shares(entry.getValue());
      double entropy = CategoryShares.entropyNats(shares);
      if (Double.isNaN(entropy)) {
        continue;
      }
      bubbles.add(entry.getKey(), index, entropy);
      double[] anchor = anchors.putIfAbsent(entry.getKey(), shares);
      if (anchor != null) {
        users++;
        drift += CategoryShares.distance(anchor, shares);
      }
    }
    Map<TrendMetric, Double> out = new EnumMap<>(TrendMetric.class);
    out.put(TrendMetric.DRIFTING_USERS, (double) users);
    out.put(TrendMetric.MEAN_INTEREST_DRIFT_L2, drift / users);
    out.put(TrendMetric.MEDIAN_BUBBLE_SLOPE_NATS, bubbles.medianSlope());
    return out;
  }
}
