package io.flyball.verify.simulation;

import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.feedback.AttributedFeedback.Subject;
import io.flyball.core.feedback.Attribution;
import io.flyball.core.feedback.AttributionOutput;
import io.flyball.core.feedback.AttributionRules;
import io.flyball.core.feedback.AttributionState;
import io.flyball.core.feedback.ExposureRef;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.core.feedback.HeldSignal;
import io.flyball.core.feedback.OpenExposure;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.state.MapStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Attribution in event-time order. Signal and exposure rows are compared with {@link
 * NaiveAttribution}, hindsight rows with those of an undisturbed run in the order of time.
 */
public final class AttributionCore
    implements KeyedCore<FeedbackEvent, AttributionCore.User, AttributedFeedback> {
  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60 * MINUTE;

  private final AttributionRules rules = rules();

  /** All that is kept of one user. */
  public static final class User {
    private final Map<String, OpenExposure> exposures;
    private final Map<String, List<ExposureRef>> refs;
    private final Map<String, List<HeldSignal>> held;
    private final Map<Long, List<String>> agenda;
    private final TreeSet<Long> timers;

    User() {
      this(Map.of(), Map.of(), Map.of(), Map.of(), Set.of());
    }

    private User(
        Map<String, OpenExposure> exposures,
        Map<String, List<ExposureRef>> refs,
        Map<String, List<HeldSignal>> held,
        Map<Long, List<String>> agenda,
        Set<Long> timers) {
      // Every value is replaced and never changed, so a copy of the maps is a snapshot.
      this.exposures = new HashMap<>(exposures);
      this.refs = new HashMap<>(refs);
      this.held = new HashMap<>(held);
      this.agenda = new HashMap<>(agenda);
      this.timers = new TreeSet<>(timers);
    }

    private User copy() {
      return new User(exposures, refs, held, agenda, timers);
    }

    private AttributionState state() {
      return new AttributionState(
          new MapStore<>(exposures),
          new MapStore<>(refs),
          new MapStore<>(held),
          new MapStore<>(agenda));
    }
  }

  private record Output(Consumer<AttributedFeedback> rows, Set<Long> timers)
      implements AttributionOutput {
    @Override
    public void emit(AttributedFeedback row) {
      rows.accept(row);
    }

    @Override
    public void wakeAt(long time) {
      timers.add(time);
    }

    @Override
    public void count(FeedbackCount count, long delta) {
      // Counts are the operator's; rows are compared one by one.
    }
  }

  private static AttributionRules rules() {
    Map<SignalKind, Long> windows = new EnumMap<>(SignalKind.class);
    for (SignalKind kind : SignalKind.values()) {
      windows.put(kind, kind.hindsight() ? 14 * DAY : 30 * MINUTE);
    }
    windows.put(SignalKind.CONVERSION, 7 * DAY);
    return new AttributionRules(windows, 2 * MINUTE, false);
  }

  @Override
  public String name() {
    return "attribution";
  }

  @Override
  public List<FeedbackEvent> history(long seed) {
    return FeedbackEvent.history(seed);
  }

  @Override
  public String id(FeedbackEvent event) {
    return event.id();
  }

  @Override
  public String key(FeedbackEvent event) {
    return event.user();
  }

  @Override
  public long time(FeedbackEvent event) {
    return event.time();
  }

  @Override
  public long bound() {
    return 5 * MINUTE;
  }

  @Override
  public User fresh() {
    return new User();
  }

  @Override
  public User copy(User state) {
    return state.copy();
  }

  private Attribution over(User state, Consumer<AttributedFeedback> out) {
    return new Attribution(rules, state.state(), new Output(out, state.timers));
  }

  @Override
  public void onEvent(
      User state, FeedbackEvent event, long watermark, Consumer<AttributedFeedback> out) {
    if (event.exposure() != null) {
      over(state, out).onExposure(event.exposure(), watermark);
    } else {
      over(state, out).onSignal(event.signal(), false, watermark);
    }
  }

  @Override
  public OptionalLong nextTimer(User state) {
    return state.timers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(state.timers.first());
  }

  @Override
  public void onTimer(User state, Consumer<AttributedFeedback> out) {
    over(state, out).onTime(state.timers.pollFirst());
  }

  @Override
  public boolean forgot(User state) {
    return state.exposures.isEmpty()
        && state.refs.isEmpty()
        && state.held.isEmpty()
        && state.agenda.isEmpty()
        && state.timers.isEmpty();
  }

  @Override
  public List<AttributedFeedback> oracle(List<FeedbackEvent> history) {
    List<AttributedFeedback> rows = new ArrayList<>(undisturbed(history));
    rows.removeIf(row -> row.subject() != Subject.HINDSIGHT);
    history.stream()
        .collect(Collectors.groupingBy(FeedbackEvent::user))
        .values()
        .forEach(user -> rows.addAll(new NaiveAttribution(rules, user).rows()));
    return rows;
  }
}
