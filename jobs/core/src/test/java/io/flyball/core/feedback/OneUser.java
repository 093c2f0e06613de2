package io.flyball.core.feedback;

import io.flyball.core.state.MapStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** One user's attribution in memory, with event time moved by hand. */
final class OneUser implements AttributionOutput {
  final List<AttributedFeedback> rows = new ArrayList<>();
  final Map<FeedbackCount, Long> counts = new EnumMap<>(FeedbackCount.class);
  private final MapStore<String, OpenExposure> exposures = new MapStore<>();
  private final MapStore<String, List<ExposureRef>> refs = new MapStore<>();
  private final MapStore<String, List<HeldSignal>> held = new MapStore<>();
  private final MapStore<Long, List<String>> agenda = new MapStore<>();
  private final TreeSet<Long> timers = new TreeSet<>();
  private final Attribution attribution;
  private long watermark = Long.MIN_VALUE;

  OneUser(AttributionRules rules) {
    attribution = new Attribution(rules, new AttributionState(exposures, refs, held, agenda), this);
  }

  OneUser sees(Exposure exposure) {
    attribution.onExposure(exposure, watermark);
    return this;
  }

  OneUser does(FeedbackSignal signal) {
    attribution.onSignal(signal, signal.time() <= watermark, watermark);
    return this;
  }

  /** Event time reaches {@code time}: whatever is due happens. */
  OneUser until(long time) {
    watermark = time;
    while (!timers.isEmpty() && timers.first() <= time) {
      attribution.onTime(timers.pollFirst());
    }
    return this;
  }

  OneUser untilTheEnd() {
    return until(Long.MAX_VALUE);
  }

  boolean isOpen(String exposureId) {
    return attribution.isOpen(exposureId);
  }

  List<String> statuses() {
    return rows.stream().map(r -> r.subject() + " " + r.status()).toList();
  }

  long count(FeedbackCount count) {
    return counts.getOrDefault(count, 0L);
  }

  boolean forgotEverything() {
    return exposures.map().isEmpty()
        && refs.map().isEmpty()
        && held.map().isEmpty()
        && agenda.map().isEmpty()
        && timers.isEmpty();
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
    counts.merge(count, delta, Long::sum);
  }
}
