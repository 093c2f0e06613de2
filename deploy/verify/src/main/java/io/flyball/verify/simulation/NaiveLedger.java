package io.flyball.verify.simulation;

import io.flyball.core.reward.RewardRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a reward ledger must say when the whole history is known: no state, no timers; after each
 * row of a decision everything is worked out again from all its rows so far. Hindsight replaces
 * what was said at once; the scalar is held in [0, 1].
 *
 * <p>It does what docs/reference/reward-job.md says: "A known RETURN or HINDSIGHT_RATING replaces
 * the immediate feedback (reward.hindsight=replace). Both stay beside the scalar."; "The newest by
 * event time counts; ids break ties."; "value = sum of weight x component"; "A reward without
 * components and with value 0"; "When a component or the shaping changes, the next revision is
 * published".
 */
final class NaiveLedger {
  private static final Comparator<RewardRow> NEWEST =
      Comparator.comparingLong(RewardRow::signalTime).thenComparing(RewardRow::source);

  private NaiveLedger() {}

  /** A revision of a reward. */
  record Row(
      String decision, int revision, long time, double value, Map<String, Double> components) {}

  /**
   * @param history in event order
   */
  static List<Row> of(List<RewardRow> history, Map<String, Double> weights) {
    List<Row> rows = new ArrayList<>();
    history.stream()
        .collect(Collectors.groupingBy(RewardRow::decisionId))
        .values()
        .forEach(ofOne -> addRevisions(ofOne, weights, rows));
    return rows;
  }

  private static void addRevisions(
      List<RewardRow> history, Map<String, Double> weights, List<Row> rows) {
    Row last = null;
    for (int known = 1; known <= history.size(); known++) {
      Row next = made(history.subList(0, known), weights, last == null ? 0 : last.revision() + 1);
      if (last == null
          || next.value() != last.value()
          || !next.components().equals(last.components())) {
        rows.add(next);
        last = next;
      }
    }
  }

  private static Row made(List<RewardRow> known, Map<String, Double> weights, int revision) {
    Map<String, RewardRow> newest = new HashMap<>();
    for (RewardRow row : known) {
      if (!row.unanswered()) {
        newest.merge(row.component(), row, (a, b) -> NEWEST.compare(a, b) < 0 ? b : a);
      }
    }
    boolean hindsight = newest.values().stream().anyMatch(RewardRow::hindsight);
    double sum = 0;
    Map<String, Double> components = new TreeMap<>();
    for (RewardRow row : newest.values()) {
      components.put(row.component(), row.value());
      sum += hindsight && !row.hindsight() ? 0 : weights.get(row.component()) * row.value();
    }
    RewardRow newestRow = known.get(known.size() - 1);
    return new Row(
        newestRow.decisionId(),
        revision,
        newestRow.time(),
        Math.max(0, Math.min(1, sum)),
        components);
  }
}
