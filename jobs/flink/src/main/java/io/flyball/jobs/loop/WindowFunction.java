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
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The second stage: merges the parts of one scope and reports its windows when event time has
 * passed them. Late parts are reported at the end of the pane in which they became known, one
 * correction for all of them, so that the same input gives the same corrections whatever arrived
 * first.
 *
 * <p>State: the parts of the panes that a window or its past can still ask for; gone when event
 * time has passed them by past, longest window and lateness. Cost: a part is merged once into each
 * window that it lies in, and enters and leaves the past once.
 */
final class WindowFunction extends KeyedProcessFunction<String, PanePart, MetricRow>
    implements Counting {
  private static final long serialVersionUID = 1;

  private final Panes panes;
  private final List<Integer> lengths = new ArrayList<>();
  private final int longest;
  private final long pastPanes;
  private final long latePanes;
  private final ScopeMetrics metrics;
  private final Tally tally = new Tally(LoopTopology.JOB);
  private transient MapState<PaneKey, PanePart> parts;
  private transient ValueState<Integer> next;
  private transient ValueState<Long> told;
  private transient Map<String, RollingPast> pasts;

  WindowFunction(LoopConfig config) {
    panes = config.panes();
    lengths.add(1);
    config.sliding().forEach(length -> lengths.add((int) panes.count(length.toMillis())));
    longest = lengths.stream().mapToInt(Integer::intValue).max().orElseThrow();
    pastPanes = panes.count(config.past().toMillis());
    latePanes = panes.count(config.lateness().toMillis()) + 1;
    metrics = config.metrics();
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
    PaneAccumulator window = new PaneAccumulator();
    Set<Long> rounds = new HashSet<>();
    for (PaneKey key : keys) {
      if (key.pane() <= end && key.pane() > end - length && key.known() <= now) {
        window.merge(parts.get(key), end - length + 1, end);
        rounds.add(Math.max(end, key.known()));
      }
    }
    PastWindow past = past(scope, keys, now, end, length);
    int revision = rounds.size() - 1;
    tally.add(revision == 0 ? LoopCount.WINDOWS : LoopCount.CORRECTIONS, 1);
    long start = panes.start(end - length + 1);
    for (MetricValue value : metrics.of(scope, window, past)) {
      out.collect(
          MetricRow.of(
              value.scope(),
              value.metric(),
              start,
              panes.start(end + 1),
              value.value(),
              value.standardError(),
              window.events(),
              revision));
    }
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
