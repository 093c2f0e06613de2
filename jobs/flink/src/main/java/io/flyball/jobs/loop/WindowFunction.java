package io.flyball.jobs.loop;

import io.flyball.core.loop.MetricValue;
import io.flyball.core.loop.PaneAccumulator;
import io.flyball.core.loop.PanePart;
import io.flyball.core.loop.PastWindow;
import io.flyball.core.loop.ScopeMetrics;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The second stage: merges the parts of one scope and reports its windows when event time has
 * passed them. Late parts are reported at the end of the pane in which they became known, one
 * correction for all of them, so that the same input gives the same corrections whatever arrived
 * first.
 *
 * <p>With {@code loop.early} the windows that event time has not passed are reported, too, from
 * what is there: to {@link #EARLY}, by the clock, as a view for people. What is reported in the end
 * does not depend on it.
 *
 * <p>State: the parts of the panes that a window or its past can still ask for; gone when event
 * time has passed them by past, longest window and lateness. Cost: a part is merged once into each
 * window that it lies in, and enters and leaves the past once.
 */
final class WindowFunction extends KeyedProcessFunction<String, PanePart, MetricRow>
    implements Counting {
  private static final long serialVersionUID = 1;

  /** Windows that are still open. */
  static final OutputTag<MetricRow> EARLY =
      new OutputTag<>("early", TypeInformation.of(MetricRow.class));

  private final Panes panes;
  private final List<Integer> lengths = new ArrayList<>();
  private final int longest;
  private final long pastPanes;
  private final long latePanes;
  private final ScopeMetrics metrics;
  private final long early;
  private final Tally tally = new Tally(LoopTopology.JOB);
  private transient MapState<PaneKey, PanePart> parts;
  private transient ValueState<Integer> next;
  private transient ValueState<Long> told;
  private transient Map<String, RollingPast> pasts;
  private transient OpenWindows open;

  WindowFunction(LoopConfig config) {
    panes = config.panes();
    lengths.add(1);
    config.sliding().forEach(length -> lengths.add((int) panes.count(length.toMillis())));
    longest = lengths.stream().mapToInt(Integer::intValue).max().orElseThrow();
    pastPanes = panes.count(config.past().toMillis());
    latePanes = panes.count(config.lateness().toMillis()) + 1;
    metrics = config.metrics();
    early = config.early().toMillis();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    parts =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "parts",
                    ImmutableTypeInfo.of(PaneKey.class),
                    ImmutableTypeInfo.of(PanePart.class)));
    next = getRuntimeContext().getState(new ValueStateDescriptor<>("next", Types.INT));
    told = getRuntimeContext().getState(new ValueStateDescriptor<>("told", Types.LONG));
    pasts = new HashMap<>();
    open = new OpenWindows();
  }

  @Override
  public void processElement(PanePart part, Context context, Collector<MetricRow> out)
      throws Exception {
    int number = next.value() == null ? 0 : next.value();
    next.update(number + 1);
    long known = known(part);
    parts.put(new PaneKey(part.pane(), known, number), part);
    // Every window that the part lies in and that has not been reported yet, or the correction.
    for (long end = known; end < Math.max(known + 1, part.pane() + longest); end++) {
      context.timerService().registerEventTimeTimer(panes.last(end));
    }
    context.timerService().registerEventTimeTimer(panes.last(expiry(part.pane())));
    if (early > 0) {
      open.add(part.scope(), part.pane());
      reportEarly(context.timerService());
    }
  }

  /** At the next of the clock's moments, which all scopes share. */
  private void reportEarly(TimerService timers) {
    timers.registerProcessingTimeTimer((timers.currentProcessingTime() / early + 1) * early);
  }

  /**
   * The pane in which a part became known. What belongs to a window that has been told is a
   * correction: its partition had been silent for so long that event time did not wait for it.
   */
  private long known(PanePart part) throws Exception {
    Long reached = told.value();
    return reached != null && panes.last(part.known()) <= reached
        ? panes.of(reached) + 1
        : part.known();
  }

  /** The last pane during which a pane can be asked for. */
  private long expiry(long pane) {
    return pane + longest + pastPanes + latePanes;
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<MetricRow> out)
      throws Exception {
    if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
      onClock(context);
      return;
    }
    told.update(time);
    long now = panes.of(time);
    Set<PaneKey> keys = new HashSet<>();
    parts.keys().forEach(keys::add);
    for (int length : lengths) {
      for (long end : windowsToReport(keys, now, length)) {
        report(context.getCurrentKey(), keys, now, end, length, out);
      }
    }
    boolean left = false;
    for (PaneKey key : keys) {
      if (expiry(key.pane()) <= now) {
        for (int length : lengths) {
          RollingPast rolling = pasts.get(pastKey(context.getCurrentKey(), length));
          if (rolling != null) {
            rolling.forget(key, parts.get(key));
          }
        }
        parts.remove(key);
      } else {
        left = true;
      }
    }
    if (!left) {
      next.clear();
      told.clear();
      for (int length : lengths) {
        pasts.remove(pastKey(context.getCurrentKey(), length));
      }
    }
  }

  private void onClock(OnTimerContext context) throws Exception {
    String scope = context.getCurrentKey();
    Set<PaneKey> keys = new HashSet<>();
    parts.keys().forEach(keys::add);
    long passed = context.timerService().currentWatermark();
    long last = passed == Long.MIN_VALUE ? Long.MIN_VALUE : panes.of(passed + 1) - 1;
    for (long end : open.take(scope, last)) {
      for (int length : lengths) {
        Window window = window(keys, Long.MAX_VALUE, end, length);
        long until = end - length + 1;
        PastWindow past =
            new RollingPast().moveTo(keys, parts, until - pastPanes, until, Long.MAX_VALUE);
        for (MetricValue value : metrics.of(scope, window.gathered(), past)) {
          context.output(EARLY, row(value, end, length, 0, window.gathered().events()).early());
        }
      }
    }
    if (open.has(scope)) {
      reportEarly(context.timerService());
    }
  }

  /** Last panes of the windows that gained something that became known in pane {@code now}. */
  private Set<Long> windowsToReport(Set<PaneKey> keys, long now, int length) {
    Set<Long> ends = new TreeSet<>();
    for (PaneKey key : keys) {
      if (key.known() > now) {
        continue;
      }
      if (key.pane() <= now && key.pane() > now - length) {
        ends.add(now);
      }
      if (key.known() == now) {
        for (long end = key.pane(); end < Math.min(now, key.pane() + length); end++) {
          ends.add(end);
        }
      }
    }
    return ends;
  }

  private void report(
      String scope, Set<PaneKey> keys, long now, long end, int length, Collector<MetricRow> out)
      throws Exception {
    Window window = window(keys, now, end, length);
    int revision = window.rounds() - 1;
    tally.add(revision == 0 ? LoopCount.WINDOWS : LoopCount.CORRECTIONS, 1);
    PastWindow past = past(scope, keys, now, end, length);
    for (MetricValue value : metrics.of(scope, window.gathered(), past)) {
      out.collect(row(value, end, length, revision, window.gathered().events()));
    }
  }

  /**
   * What is known of a window.
   *
   * @param rounds panes in which something of it became known
   */
  private record Window(PaneAccumulator gathered, int rounds) {}

  private Window window(Set<PaneKey> keys, long now, long end, int length) throws Exception {
    PaneAccumulator window = new PaneAccumulator();
    Set<Long> rounds = new HashSet<>();
    for (PaneKey key : keys) {
      if (key.pane() <= end && key.pane() > end - length && key.known() <= now) {
        window.merge(parts.get(key), end - length + 1, end);
        rounds.add(Math.max(end, key.known()));
      }
    }
    return new Window(window, rounds.size());
  }

  private MetricRow row(MetricValue value, long end, int length, int revision, long events) {
    return MetricRow.of(
        value.scope(),
        value.metric(),
        panes.start(end - length + 1),
        panes.start(end + 1),
        value.value(),
        value.standardError(),
        events,
        revision);
  }

  /** The panes before the window: carried on for the newest, made anew for a correction. */
  private PastWindow past(String scope, Set<PaneKey> keys, long now, long end, int length)
      throws Exception {
    long until = end - length + 1;
    RollingPast rolling =
        end == now
            ? pasts.computeIfAbsent(pastKey(scope, length), key -> new RollingPast())
            : new RollingPast();
    return rolling.moveTo(keys, parts, until - pastPanes, until, now);
  }

  private static String pastKey(String scope, int length) {
    return length + "/" + scope;
  }
}
