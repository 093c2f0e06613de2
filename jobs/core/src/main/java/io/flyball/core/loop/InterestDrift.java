package io.flyball.core.loop;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the users of a window have moved from their past: for users with three events now and
 * five before, the Euclidean distance of their category shares from those of their past (Jiang et
 * al., "Degenerate feedback loops in recommender systems", AIES 2019), and the change of their
 * category entropy, in nats, negative when a bubble narrows.
 */
final class InterestDrift {
  private static final int NOW = 3;
  private static final int BEFORE = 5;

  private InterestDrift() {}

  static void add(LoopWindow window, LoopWindow past, Catalogue catalogue, MetricValue.Sheet out) {
    double distances = 0;
    double changes = 0;
    long users = 0;
    for (Map.Entry<Long, List<Long>> user : new TreeMap<>(window.itemsOfUser()).entrySet()) {
      List<Long> before = past.itemsOfUser().getOrDefault(user.getKey(), List.of());
      if (user.getValue().size() >= NOW && before.size() >= BEFORE) {
        double[] now = catalogue.shares(user.getValue());
        double[] anchor = catalogue.shares(before);
        double distance = CategoryShares.distance(anchor, now);
        if (!Double.isNaN(distance)) {
          distances += distance;
          changes += CategoryShares.entropyNats(now) - CategoryShares.entropyNats(anchor);
          users++;
        }
      }
    }
    out.put("MEAN_INTEREST_DISTANCE", distances / users);
    out.put("MEAN_USER_CATEGORY_ENTROPY_CHANGE_NATS", changes / users);
  }
}
