package io.flyball.verify.simulation;

import io.flyball.core.loop.MetricValue;
import io.flyball.core.loop.PaneAccumulator;
import io.flyball.core.loop.PanePart;
import io.flyball.core.loop.PastWindow;
import io.flyball.core.loop.ScopeMetrics;
import io.flyball.core.loop.Table;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The sliding windows of loop scopes: parts are merged in whatever order they came, the past is
 * moved on from window to window and made anew after a restore. Some metrics are compared with
 * {@link NaiveWindow}, all with an undisturbed run, bit for bit.
 */
final class WindowCore
    implements KeyedCore<WindowCore.SeenEvent, WindowCore.Scope, WindowCore.Metric> {
  static final long PANE = 60_000;
  static final int LENGTH = 3;
  static final int PAST = 4;

  private static final ScopeMetrics METRICS = new ScopeMetrics(20, 3, 1_000, 500, PANE);

  /** Who took what, where and when. */
  record SeenEvent(String id, long time, String scope, long user, long item) {}

  /** A metric of the window that ends with a pane. */
  record Metric(String scope, long pane, String name, String value) {}

  /** All that is kept of one scope: parts by pane, and the past, which a snapshot leaves out. */
  static final class Scope {
    private final TreeMap<Long, List<PanePart>> parts = new TreeMap<>();
    private long reported = Long.MIN_VALUE;
    private PastWindow past = new PastWindow();
    private long pastFrom;
    private long pastUntil;
  }

  @Override
  public String name() {
    return "window";
  }

  @Override
  public List<SeenEvent> history(long seed) {
    int events = (int) (40 * Draws.uniform(seed, 0, 0));
    List<SeenEvent> history = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      // With a silence in between that is longer than the past.
      long quiet = Draws.uniform(seed, 1, i) < 0.2 ? 12 * PANE : 0;
      history.add(
          new SeenEvent(
              "e" + i,
              quiet + (long) (5 * PANE * Draws.uniform(seed, 2, i)),
              "scope" + (int) (2 * Draws.uniform(seed, 3, i)),
              (long) (4 * Draws.uniform(seed, 4, i)) + 1,
              (long) (9 * Math.pow(Draws.uniform(seed, 5, i), 2)) + 1));
    }
    history.sort(Comparator.comparingLong(SeenEvent::time).thenComparing(SeenEvent::id));
    return history;
  }

  @Override
  public String id(SeenEvent event) {
    return event.id();
  }

  @Override
  public String key(SeenEvent event) {
    return event.scope();
  }

  @Override
  public long time(SeenEvent event) {
    return event.time();
  }

  @Override
  public long bound() {
    return PANE / 2;
  }

  @Override
  public Scope fresh() {
    return new Scope();
  }

  @Override
  public Scope copy(Scope state) {
    Scope copy = new Scope();
    state.parts.forEach((pane, parts) -> copy.parts.put(pane, new ArrayList<>(parts)));
    copy.reported = state.reported;
    return copy;
  }

  @Override
  public void onEvent(Scope state, SeenEvent event, long watermark, Consumer<Metric> out) {
    long pane = pane(event.time());
    PaneAccumulator tally = new PaneAccumulator();
    tally.interaction(Table.FEEDBACK, event.user(), event.item());
    state
        .parts
        .computeIfAbsent(pane, any -> new ArrayList<>())
        .add(tally.toPart(event.scope(), pane, pane));
  }

  static long pane(long time) {
    return Math.floorDiv(time, PANE);
  }

  /** The end of the next pane, as long as a window or its past can ask for one that is kept. */
  @Override
  public OptionalLong nextTimer(Scope state) {
    if (state.parts.isEmpty()) {
      return OptionalLong.empty();
    }
    long next = Math.max(state.reported + 1, state.parts.firstKey());
    return OptionalLong.of((next + 1) * PANE - 1);
  }

  @Override
  public void onTimer(Scope state, Consumer<Metric> out) {
    long pane = pane(nextTimer(state).orElseThrow());
    state.reported = pane;
    PaneAccumulator window = new PaneAccumulator();
    state.parts.subMap(pane - LENGTH, false, pane, true).values().stream()
        .flatMap(List::stream)
        .forEach(window::merge);
    movePast(state, pane - LENGTH + 1);
    if (window.events() > 0) {
      String scope = state.parts.firstEntry().getValue().get(0).scope();
      for (MetricValue value : METRICS.of(scope, window, state.past)) {
        out.accept(
            new Metric(
                scope, pane, value.metric(), value.value() + " +- " + value.standardError()));
        NaiveWindow.rounded(scope, pane, value).ifPresent(out);
      }
    }
    state.parts.headMap(pane - LENGTH - PAST, true).clear();
    if (state.parts.isEmpty()) {
      state.past = new PastWindow();
      state.pastFrom = 0;
      state.pastUntil = 0;
      state.reported = Long.MIN_VALUE;
    }
  }

  private static void movePast(Scope state, long until) {
    long from = until - PAST;
    for (Map.Entry<Long, List<PanePart>> entry : state.parts.entrySet()) {
      long pane = entry.getKey();
      boolean before = pane >= state.pastFrom && pane < state.pastUntil;
      boolean after = pane >= from && pane < until;
      if (after && !before) {
        entry.getValue().forEach(state.past::add);
      } else if (before && !after) {
        entry.getValue().forEach(state.past::remove);
      }
    }
    state.pastFrom = from;
    state.pastUntil = until;
  }

  @Override
  public boolean forgot(Scope state) {
    return state.parts.isEmpty();
  }

  @Override
  public List<Metric> oracle(List<SeenEvent> history) {
    List<Metric> outputs = new ArrayList<>(undisturbed(history));
    outputs.removeIf(NaiveWindow::isTold);
    outputs.addAll(NaiveWindow.of(history));
    return outputs;
  }
}
