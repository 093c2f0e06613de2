package io.flyball.core.feedback;

import io.flyball.core.state.MapStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@link Attribution} of a whole log at once: the rows that the feedback job would write of it,
 * when nothing comes late. Each id is there once. Memory: the log.
 */
public final class AttributionOfLog implements AttributionOutput {
  private final TreeSet<Long> timers = new TreeSet<>();
  private final List<AttributedFeedback> rows = new ArrayList<>();

  private AttributionOfLog() {}

  /** The rows, by user, each user's in the order in which they become final. */
  public static List<AttributedFeedback> rows(
      AttributionRules rules, List<Exposure> exposures, List<FeedbackSignal> signals) {
    Map<String, List<Exposure>> shown = new HashMap<>();
    Map<String, List<FeedbackSignal>> answers = new HashMap<>();
    exposures.forEach(e -> shown.computeIfAbsent(e.user(), user -> new ArrayList<>()).add(e));
    signals.forEach(s -> answers.computeIfAbsent(s.user(), user -> new ArrayList<>()).add(s));
    AttributionOfLog log = new AttributionOfLog();
    for (Map.Entry<String, List<FeedbackSignal>> user : new TreeMap<>(answers).entrySet()) {
      log.user(rules, shown.getOrDefault(user.getKey(), List.of()), user.getValue());
    }
    return log.rows;
  }

  private void user(AttributionRules rules, List<Exposure> shown, List<FeedbackSignal> answers) {
    AttributionState state =
        new AttributionState(
            new MapStore<>(), new MapStore<>(), new MapStore<>(), new MapStore<>());
    Attribution attribution = new Attribution(rules, state, this);
    List<Exposure> first = new ArrayList<>(shown);
    first.sort(Comparator.comparingLong(Exposure::time).thenComparing(Exposure::id));
    List<FeedbackSignal> second = new ArrayList<>(answers);
    second.sort(FeedbackSignal.EVENT_ORDER);
    int next = 0;
    for (FeedbackSignal signal : second) {
      // Every exposure that the signal may answer is there before it.
      while (next < first.size() && first.get(next).time() <= signal.time() + rules.hold()) {
        attribution.onExposure(first.get(next++), Long.MIN_VALUE);
      }
      advance(attribution, signal.time() - 1);
      attribution.onSignal(signal, false, signal.time() - 1);
    }
    advance(attribution, Long.MAX_VALUE);
  }

  private void advance(Attribution attribution, long time) {
    while (!timers.isEmpty() && timers.first() <= time) {
      attribution.onTime(timers.pollFirst());
    }
  }

  @Override
  public void emit(AttributedFeedback row) {
    rows.add(row);
  }

  @Override
  public void wakeAt(long time) {
    timers.add(time);
  }

  @Override
  public void count(FeedbackCount count, long delta) {
    // A log has no counters: its rows say it all.
  }
}
