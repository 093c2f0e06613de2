package io.flyball.core.loop;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

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
    long[] users = {0};
    double[] drift = {0};
    window.forEachUser(
        (user, items, events) -> {
          if (events < MANY) {
            return;
          }
          double[] shares = catalogue.shares(items, events);
          double entropy = CategoryShares.entropyNats(shares);
          if (Double.isNaN(entropy)) {
            return;
          }
          bubbles.add(user, index, entropy);
          double[] anchor = anchors.putIfAbsent(user, shares);
          if (anchor != null) {
            users[0]++;
            drift[0] += CategoryShares.distance(anchor, shares);
          }
        });
    Map<TrendMetric, Double> out = new EnumMap<>(TrendMetric.class);
    out.put(TrendMetric.DRIFTING_USERS, (double) users[0]);
    out.put(TrendMetric.MEAN_INTEREST_DRIFT_L2, drift[0] / users[0]);
    out.put(TrendMetric.MEDIAN_BUBBLE_SLOPE_NATS, bubbles.medianSlope());
    return out;
  }
}
