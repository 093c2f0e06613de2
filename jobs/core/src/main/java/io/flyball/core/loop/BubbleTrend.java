package io.flyball.core.loop;

import io.flyball.core.stats.CoMoments;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether users' bubbles narrow: for every user the least-squares slope of the category entropy
 * over the windows it was seen in, and the median slope over users. Negative means narrowing. O(1)
 * per user and window; memory O(users).
 */
public final class BubbleTrend {
  private final Map<Long, CoMoments> users = new HashMap<>();

  /** A user's category entropy in a window; an undefined one is skipped. */
  public void add(long user, long window, double entropyNats) {
    if (!Double.isNaN(entropyNats)) {
      users.computeIfAbsent(user, key -> new CoMoments()).add((double) window, entropyNats);
    }
  }

  /** Slope of one user, in nats per window; NaN before its second window. */
  public double slope(long user) {
    return slope(users.getOrDefault(user, new CoMoments()));
  }

  /** Median slope of the users seen in two windows at least; NaN when there are none. */
  public double medianSlope() {
    double[] slopes =
        users.values().stream()
            .mapToDouble(BubbleTrend::slope)
            .filter(slope -> !Double.isNaN(slope))
            .sorted()
            .toArray();
    int middle = slopes.length / 2;
    if (slopes.length == 0) {
      return Double.NaN;
    }
    return slopes.length % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2;
  }

  private static double slope(CoMoments moments) {
    return moments.covariance() / moments.varianceX();
  }
}
