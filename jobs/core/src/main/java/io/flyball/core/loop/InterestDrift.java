package io.flyball.core.loop;

/**
 * How far the users of a window have moved from their past: for users with three events now and
 * five before, the Euclidean distance of their category shares from those of their past (Jiang et
 * al., "Degenerate feedback loops in recommender systems", AIES 2019), and the change of their
 * category entropy, in nats, negative when a bubble narrows.
 */
final class InterestDrift {
  private static final long[] NONE = {};
  private static final int NOW = 3;
  private static final int BEFORE = 5;

  private InterestDrift() {}

  static void add(LoopWindow window, LoopWindow past, Catalogue catalogue, MetricValue.Sheet out) {
    double[] sums = new double[2];
    long[] users = {0};
    window.forEachUser(
        (user, items, events) -> {
          long[] before = events < NOW ? NONE : past.itemsOf(user);
          if (before.length < BEFORE) {
            return;
          }
          double[] now = catalogue.shares(items, events);
          double[] anchor = catalogue.shares(before);
          double distance = CategoryShares.distance(anchor, now);
          if (!Double.isNaN(distance)) {
            sums[0] += distance;
            sums[1] += CategoryShares.entropyNats(now) - CategoryShares.entropyNats(anchor);
            users[0]++;
          }
        });
    out.put("MEAN_INTEREST_DISTANCE", sums[0] / users[0]);
    out.put("MEAN_USER_CATEGORY_ENTROPY_CHANGE_NATS", sums[1] / users[0]);
  }
}
