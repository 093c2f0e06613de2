package io.flyball.jobs.feedback;

import io.flyball.jobs.runtime.ImmutableTypeInfo;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Lets through only the signals that can be part of a match, because a pattern costs many times
 * more than looking a key up: CEP scans its state at every step, and on RocksDB each scan runs over
 * all keys that have died since the last compaction.
 *
 * <p>Event time is cut into stretches as long as the pattern may last, so that a match lies in two
 * neighbours. Signals are kept until a pair of neighbours holds enough for a match; then they are
 * handed on, and so is whatever joins them. Nothing that could match is ever dropped. {@link
 * CandidateTime} keeps the pattern's clock behind by one stretch, so that what was kept and can
 * still match is not late; what was kept beyond that has matched nothing and is not handed on.
 *
 * <p>State: at most {@value #MOST} signals for each key and stretch, or as many as make a match
 * where that is more; gone two stretches later. Cost: a few state accesses a signal.
 */
final class CandidateFunction extends KeyedProcessFunction<String, PatternEvent, PatternEvent> {
  private static final long serialVersionUID = 1;

  /** More signals than this in one stretch are handed on whatever they are. */
  static final int MOST = 64;

  private final long stretch;
  private final int most;
  private final SerializableFunction<List<PatternEvent>, Boolean> enough;
  private transient MapState<Long, Candidates> candidates;

  /**
   * @param stretch longest duration of a match, ms
   * @param enough whether a match could be made of these signals, whatever their order; once true
   *     it stays true when signals are added
   */
  CandidateFunction(
      long stretch, int most, SerializableFunction<List<PatternEvent>, Boolean> enough) {
    this.stretch = stretch;
    this.most = Math.max(most, MOST);
    this.enough = enough;
  }

  /** Longest duration of a match, ms. */
  long stretch() {
    return stretch;
  }

  @Override
  public void open(OpenContext context) {
    candidates =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "candidates", Types.LONG, ImmutableTypeInfo.of(Candidates.class)));
  }

  @Override
  public void processElement(PatternEvent event, Context context, Collector<PatternEvent> out)
      throws Exception {
    long watermark = context.timerService().currentWatermark();
    // A late signal is stamped with the event time by which it had arrived, and judged by that.
    boolean late = context.timestamp() > event.time();
    long reached = late ? Math.max(context.timestamp(), watermark) : watermark;
    if (isPast(event, reached)) {
      context.output(FeedbackPatterns.LATE, event);
      return;
    }
    long at = Math.floorDiv(event.time(), stretch);
    Candidates here = with(candidates.get(at), event, at, context);
    if (here.open()) {
      out.collect(event);
    }
    // An open stretch may still be what its other neighbour lacks.
    for (long neighbour : new long[] {at - 1, at + 1}) {
      Candidates there = candidates.get(neighbour);
      if (there != null && !(here.open() && there.open()) && together(here, there)) {
        candidates.put(neighbour, handOn(there, reached, out));
        here = handOn(here, reached, out);
      }
    }
    boolean alone = !here.open() && together(here, null);
    candidates.put(at, alone ? handOn(here, reached, out) : here);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<PatternEvent> out)
      throws Exception {
    // The timer stands at a multiple of the stretch, so nothing is rounded below zero either.
    candidates.remove(time / stretch - 2);
  }

  private Candidates with(Candidates before, PatternEvent event, long at, Context context) {
    if (before == null) {
      context.timerService().registerEventTimeTimer((at + 2) * stretch);
      return new Candidates(List.of(event), false);
    }
    if (before.events().size() >= most) {
      return before;
    }
    List<PatternEvent> events = new ArrayList<>(before.events().size() + 1);
    events.addAll(before.events());
    events.add(event);
    return new Candidates(events, before.open());
  }

  private boolean together(Candidates here, Candidates there) {
    List<PatternEvent> both = new ArrayList<>(here.events());
    if (there != null) {
      both.addAll(there.events());
    }
    return both.size() >= most || enough.apply(both);
  }

  private Candidates handOn(Candidates kept, long reached, Collector<PatternEvent> out) {
    if (kept.open()) {
      return kept;
    }
    kept.events().stream().filter(event -> !isPast(event, reached)).forEach(out::collect);
    return new Candidates(kept.events(), true);
  }

  /** Whether the pattern's clock has passed the signal. */
  private boolean isPast(PatternEvent event, long reached) {
    return event.time() + stretch <= reached;
  }
}
