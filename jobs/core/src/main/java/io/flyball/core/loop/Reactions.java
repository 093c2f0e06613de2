package io.flyball.core.loop;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Feedback that may be meant to steer: users who react unlike all others ({@link
 * AdversarialFeedback}), and items that suddenly get much of it.
 */
final class Reactions {
  /** Of both Wilson intervals: among 10,000 honest users fewer than one is suspected. */
  private static final double Z = 4;

  private Reactions() {}

  /** What one user did. */
  static final class Of {
    private long positive;
    private long total;

    void add(boolean isPositive) {
      positive += isPositive ? 1 : 0;
      total++;
    }
  }

  /** Of the recommender's choice: whether a user took the items that were shown in the window. */
  static void add(String scope, PaneAccumulator window, PastWindow past, List<MetricValue> out) {
    if (!window.has(Table.FEEDBACK)) {
      return;
    }
    MetricValue.Sheet sheet = new MetricValue.Sheet(out, scope, "reaction");
    PairCounts taken = window.table(Table.FEEDBACK);
    Map<Long, Of> users = new TreeMap<>();
    window
        .table(Table.EXPOSURE)
        .forEach(
            (user, item, count) -> {
              if (user != IdNumber.NONE) {
                users.computeIfAbsent(user, key -> new Of()).add(taken.count(user, item) > 0);
              }
            });
    suspects(users.values(), sheet);
    sheet.put(
        "BURSTING_ITEMS",
        bursts(
            window.interactions(Table.FEEDBACK).items(),
            past.interactions(Table.FEEDBACK).items()));
  }

  /** USERS, SUSPECT_USERS, and SUSPECT_SHARE: what share of the positive reactions is theirs. */
  static void suspects(Collection<Of> users, MetricValue.Sheet out) {
    long positive = 0;
    long total = 0;
    for (Of user : users) {
      positive += user.positive;
      total += user.total;
    }
    long suspects = 0;
    long theirs = 0;
    for (Of user : users) {
      if (AdversarialFeedback.of(
              user.positive, user.total, positive - user.positive, total - user.total, Z)
          .suspect()) {
        suspects++;
        theirs += user.positive;
      }
    }
    out.put("USERS", (double) users.size());
    out.put("SUSPECT_USERS", (double) suspects);
    out.put("SUSPECT_SHARE", (double) theirs / positive);
  }

  /** Items whose share of the window is above that of the past by more than chance allows. */
  private static double bursts(ItemCounts now, ItemCounts past) {
    if (past.total() == 0) {
      return Double.NaN;
    }
    long[] bursting = {0};
    now.forEach(
        (item, count) -> {
          AdversarialFeedback against =
              AdversarialFeedback.of(count, now.total(), past.count(item), past.total(), Z);
          bursting[0] += against.suspect() && against.excess() > 0 ? 1 : 0;
        });
    return bursting[0];
  }
}
