package io.flyball.jobs.loop;

import io.flyball.core.loop.FeedbackGraph;
import io.flyball.core.loop.NetEdit;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DueRecords;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Carries the feedback on a span back through the graph of its trace ({@link FeedbackGraph}). Spans
 * and feedback may come in any order: feedback waits for its span, and what has been told is told
 * again, with a higher revision, when a late span changes it. Everything waits until event time has
 * come to where it was known, so that what is told depends neither on arrival nor on pace. Of two
 * records of one span the one known earlier counts.
 *
 * <p>State: at most {@value #MOST} spans and pieces of feedback of a trace, and what was told of
 * them; gone when nothing came for the trace's gap. What comes beyond is dropped and counted, and
 * one alert tells of it.
 */
final class TraceFunction extends KeyedProcessFunction<String, TraceSeen, StageFeedbackRow>
    implements Counting {
  private static final long serialVersionUID = 1;
  static final int MOST = 10_000;

  private static final Comparator<TraceSeen> ORDER =
      Comparator.comparingLong(TraceSeen::time).thenComparing(TraceFunction::key);

  private final long gap;
  private transient DueRecords<TraceSeen> waiting;
  private transient MapState<String, TraceSeen> seen;
  private transient MapState<String, StageFeedbackRow> told;

  /** How many are kept; one more than may be once it was told that there is no room. */
  private transient ValueState<Integer> size;

  private final Tally tally = new Tally(LoopTopology.JOB);

  TraceFunction(LoopConfig config) {
    this.gap = config.traceGap().toMillis();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    waiting = new DueRecords<>(getRuntimeContext(), "waiting", TraceSeen.class, ORDER);
    seen =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "seen", ImmutableTypeInfo.TEXT, ImmutableTypeInfo.of(TraceSeen.class)));
    told =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "told", ImmutableTypeInfo.TEXT, ImmutableTypeInfo.of(StageFeedbackRow.class)));
    size = getRuntimeContext().getState(new ValueStateDescriptor<>("size", Types.INT));
  }

  /** Spans and feedback have name spaces of their own. */
  private static String key(TraceSeen in) {
    return in.feedback() == null ? "span/" + in.span() : "feedback/" + in.feedback();
  }

  @Override
  public void processElement(TraceSeen in, Context context, Collector<StageFeedbackRow> out)
      throws Exception {
    long watermark = context.timerService().currentWatermark();
    if (in.known() > watermark) {
      waiting.keep(in.known(), in, context.timerService());
    } else {
      // Event time did not wait for its partition: at once, as of now.
      waiting.keep(watermark, in.knownAt(watermark), context.timerService());
    }
    tally.add(LoopCount.TRACED_WAITING, 1);
  }

  private void see(TraceSeen in, OnTimerContext context) throws Exception {
    String key = key(in);
    TraceSeen before = seen.get(key);
    if (before == null && !admit()) {
      drop(in, key, context);
      return;
    }
    tally.add(before == null ? LoopCount.TRACED_KEPT : LoopCount.TRACED_REPEATED, 1);
    if (before != null && before.known() <= in.known()) {
      return;
    }
    seen.put(key, in);
    context.timerService().registerEventTimeTimer(in.known() + gap);
  }

  /** Counts one more, if there is room. */
  private boolean admit() throws Exception {
    int known = size.value() == null ? entries() : size.value();
    if (known >= MOST) {
      return false;
    }
    size.update(known + 1);
    return true;
  }

  /** How many are kept by a state that was written before they were counted. */
  private int entries() throws Exception {
    int entries = 0;
    for (String ignored : seen.keys()) {
      entries++;
    }
    return entries;
  }

  private void drop(TraceSeen in, String key, Context context) throws Exception {
    tally.add(LoopCount.TRACED_DROPPED, 1);
    if (size.value() == null || size.value() == MOST) {
      size.update(MOST + 1);
      context.output(FullAlert.ALERTS, FullAlert.trace(context.getCurrentKey(), key, in.time()));
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<StageFeedbackRow> out)
      throws Exception {
    for (TraceSeen in : waiting.take(time)) {
      tally.add(LoopCount.TRACED_WAITING, -1);
      see(in, context);
    }
    List<TraceSeen> spans = new ArrayList<>();
    List<TraceSeen> feedback = new ArrayList<>();
    long newest = Long.MIN_VALUE;
    for (TraceSeen in : seen.values()) {
      newest = Math.max(newest, in.known());
      if (in.known() <= time) {
        (in.feedback() == null ? spans : feedback).add(in);
      }
    }
    if (newest + gap <= time) {
      seen.clear();
      told.clear();
      size.clear();
      return;
    }
    if (feedback.isEmpty()) {
      return;
    }
    spans.sort(ORDER);
    feedback.sort(ORDER);
    FeedbackGraph graph = new FeedbackGraph();
    spans.forEach(s -> graph.span(new FeedbackGraph.Span(s.span(), s.parents(), s.trainable())));
    Map<String, NetEdit> edits = edits(spans, feedback);
    // Of several pieces of feedback on one span the last counts: those before were told.
    Map<String, FeedbackGraph.StageFeedback> last = new LinkedHashMap<>();
    for (TraceSeen in : feedback) {
      graph.feedback(in.span(), in.text()).forEach(stage -> last.put(key(stage), stage));
    }
    for (FeedbackGraph.StageFeedback stage : last.values()) {
      tell(context.getCurrentKey(), time, stage, edits.get(stage.result()), out);
    }
  }

  private static String key(FeedbackGraph.StageFeedback stage) {
    return stage.parameter() + '\u0000' + stage.result();
  }

  /** What users have made of what spans gave, by span. */
  private static Map<String, NetEdit> edits(List<TraceSeen> spans, List<TraceSeen> feedback) {
    Map<String, NetEdit> edits = new HashMap<>();
    for (TraceSeen span : spans) {
      edits.put(span.span(), NetEdit.none(span.text()));
    }
    for (TraceSeen in : feedback) {
      if (in.edit()) {
        edits.computeIfPresent(in.span(), (key, all) -> all.then(in.text()));
      }
    }
    return edits;
  }

  private void tell(
      String trace,
      long time,
      FeedbackGraph.StageFeedback stage,
      NetEdit edit,
      Collector<StageFeedbackRow> out)
      throws Exception {
    String key = key(stage);
    StageFeedbackRow before = told.get(key);
    int revision = before == null ? 0 : before.revision() + 1;
    StageFeedbackRow now =
        new StageFeedbackRow(
            trace + "/" + stage.parameter() + "/" + stage.result() + "/" + revision,
            trace,
            time,
            stage.parameter(),
            stage.result(),
            stage.text(),
            stage.depth(),
            stage.subgraph().stream().sorted().toList(),
            revision,
            edit.edits(),
            edit.distance());
    if (before == null || !before.says(now)) {
      told.put(key, now);
      out.collect(now);
    }
  }
}
