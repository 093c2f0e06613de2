package io.flyball.jobs.loop;

import io.flyball.core.loop.FeedbackGraph;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Carries the feedback on a span back through the graph of its trace ({@link FeedbackGraph}). Spans
 * and feedback may come in any order: feedback waits for its span, and what has been told is told
 * again, with a higher revision, when a late span changes it. Everything is looked at when event
 * time has passed it, so that what is told does not depend on arrival. Of two records of one span
 * the earlier counts.
 *
 * <p>State: at most {@value #MOST} spans and pieces of feedback of a trace, and what was told of
 * them; gone when nothing came for the trace's gap.
 */
final class TraceFunction extends KeyedProcessFunction<String, TraceSeen, StageFeedbackRow> {
  private static final long serialVersionUID = 1;
  static final int MOST = 10_000;

  private static final Comparator<TraceSeen> ORDER =
      Comparator.comparingLong(TraceSeen::time).thenComparing(TraceFunction::key);

  private final long gap;
  private transient MapState<String, TraceSeen> seen;
  private transient MapState<String, StageFeedbackRow> told;

  TraceFunction(LoopConfig config) {
    this.gap = config.traceGap().toMillis();
  }

  @Override
  public void open(OpenContext context) {
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
  }

  /** Spans and feedback have name spaces of their own. */
  private static String key(TraceSeen in) {
    return in.feedback() == null ? "span/" + in.span() : "feedback/" + in.feedback();
  }

  @Override
  public void processElement(TraceSeen in, Context context, Collector<StageFeedbackRow> out)
      throws Exception {
    TraceSeen before = seen.get(key(in));
    if (before != null && before.time() <= in.time()) {
      return;
    }
    if (before == null && size() >= MOST) {
      return;
    }
    seen.put(key(in), in);
    context.timerService().registerEventTimeTimer(in.time());
    context.timerService().registerEventTimeTimer(in.time() + gap);
  }

  private int size() throws Exception {
    int size = 0;
    for (String ignored : seen.keys()) {
      size++;
    }
    return size;
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<StageFeedbackRow> out)
      throws Exception {
    List<TraceSeen> spans = new ArrayList<>();
    List<TraceSeen> feedback = new ArrayList<>();
    long newest = Long.MIN_VALUE;
    for (TraceSeen in : seen.values()) {
      newest = Math.max(newest, in.time());
      if (in.time() <= time) {
        (in.feedback() == null ? spans : feedback).add(in);
      }
    }
    if (newest + gap <= time) {
      seen.clear();
      told.clear();
      return;
    }
    spans.sort(ORDER);
    feedback.sort(ORDER);
    FeedbackGraph graph = new FeedbackGraph();
    spans.forEach(s -> graph.span(new FeedbackGraph.Span(s.span(), s.parents(), s.trainable())));
    for (TraceSeen in : feedback) {
      for (FeedbackGraph.StageFeedback stage : graph.feedback(in.span(), in.text())) {
        tell(context.getCurrentKey(), time, stage, out);
      }
    }
  }

  private void tell(
      String trace, long time, FeedbackGraph.StageFeedback stage, Collector<StageFeedbackRow> out)
      throws Exception {
    String key = stage.parameter() + '\u0000' + stage.result();
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
            revision);
    if (before == null || !before.says(now)) {
      told.put(key, now);
      out.collect(now);
    }
  }
}
