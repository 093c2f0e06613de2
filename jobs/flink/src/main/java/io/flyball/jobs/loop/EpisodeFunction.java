package io.flyball.jobs.loop;

import io.flyball.core.loop.Attempt;
import io.flyball.core.loop.IdNumber;
import io.flyball.core.loop.JudgeInfluence.Truth;
import io.flyball.core.loop.PaneAccumulator;
import io.flyball.core.loop.PanePart;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DueRecords;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Gathers the turns of an episode, in whatever order they come, and hands the attempt to its judges
 * when event time has passed its last turn, or when no turn came for the gap. A late turn corrects
 * the attempt. Of two records of one turn the later one counts, then the one known earlier. A turn
 * waits until event time has come to where it was known, so that a report never depends on pace.
 *
 * <p>State: the turns of episodes that may still change; gone by a timer after gap and lateness.
 * Turns beyond number {@value #MOST} are dropped and counted, and one alert tells of it.
 */
final class EpisodeFunction extends KeyedProcessFunction<String, TurnSeen, PanePart>
    implements Counting {
  private static final long serialVersionUID = 1;
  static final int MOST = 1_000;

  private final Panes panes;
  private final long gap;
  private final long lateness;
  private transient DueRecords<TurnSeen> waiting;
  private transient MapState<Integer, TurnSeen> turns;
  private transient ValueState<Integer> reported;

  /** Set once a turn was dropped. */
  private transient ValueState<Boolean> full;

  private final Tally tally = new Tally(LoopTopology.JOB);

  EpisodeFunction(LoopConfig config) {
    this.panes = config.panes();
    this.gap = config.episodeGap().toMillis();
    this.lateness = config.lateness().toMillis();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    waiting =
        new DueRecords<>(
            getRuntimeContext(),
            "waiting",
            TurnSeen.class,
            Comparator.comparingLong(TurnSeen::time));
    turns =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>("turns", Types.INT, ImmutableTypeInfo.of(TurnSeen.class)));
    reported = getRuntimeContext().getState(new ValueStateDescriptor<>("reported", Types.INT));
    full = getRuntimeContext().getState(new ValueStateDescriptor<>("full", Types.BOOLEAN));
  }

  @Override
  public void processElement(TurnSeen turn, Context context, Collector<PanePart> out)
      throws Exception {
    if (turn.step().turn() > MOST) {
      drop(turn, context);
      return;
    }
    long watermark = context.timerService().currentWatermark();
    long known = Math.max(Math.max(turn.time(), turn.known()), watermark);
    waiting.keep(known, turn.knownAt(known), context.timerService());
    tally.add(LoopCount.TURNS_WAITING, 1);
  }

  private void see(TurnSeen turn, OnTimerContext context) throws Exception {
    int number = turn.step().turn();
    TurnSeen before = turns.get(number);
    tally.add(before == null ? LoopCount.TURNS_KEPT : LoopCount.TURNS_REPEATED, 1);
    if (before == null || before.time() < turn.time()) {
      turns.put(number, turn);
      context.timerService().registerEventTimeTimer(turn.time() + gap);
      context.timerService().registerEventTimeTimer(turn.time() + gap + lateness);
    }
  }

  private void drop(TurnSeen turn, Context context) throws Exception {
    tally.add(LoopCount.TURNS_DROPPED, 1);
    if (full.value() == null) {
      full.update(true);
      context.timerService().registerEventTimeTimer(turn.time() + gap + lateness);
      context.output(
          FullAlert.ALERTS,
          FullAlert.episode(context.getCurrentKey(), turn.step().turn(), turn.time()));
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<PanePart> out) throws Exception {
    for (TurnSeen turn : waiting.take(time)) {
      tally.add(LoopCount.TURNS_WAITING, -1);
      see(turn, context);
    }
    TreeMap<Integer, TurnSeen> all = new TreeMap<>();
    long newest = Long.MIN_VALUE;
    for (Map.Entry<Integer, TurnSeen> entry : turns.entries()) {
      newest = Math.max(newest, entry.getValue().time());
      if (entry.getValue().known() <= time) {
        all.put(entry.getKey(), entry.getValue());
      }
    }
    if (newest == Long.MIN_VALUE || newest + gap + lateness <= time) {
      turns.clear();
      reported.clear();
      full.clear();
      return;
    }
    boolean ended = isWhole(all) || newest + gap <= time;
    if (ended && !all.isEmpty() && (reported.value() == null || reported.value() < all.size())) {
      reported.update(all.size());
      report(context.getCurrentKey(), List.copyOf(all.values()), time, out);
    }
  }

  /** Whether the last turn is there and every one before it. */
  private static boolean isWhole(NavigableMap<Integer, TurnSeen> all) {
    return !all.isEmpty() && all.lastEntry().getValue().last() && all.lastKey() == all.size();
  }

  private void report(String episode, List<TurnSeen> all, long now, Collector<PanePart> out) {
    TurnSeen last = all.get(all.size() - 1);
    List<Attempt.Step> steps = new ArrayList<>();
    String judge = Attempt.NO_JUDGE;
    boolean solved = false;
    long user = IdNumber.NONE;
    long newest = Long.MIN_VALUE;
    for (TurnSeen turn : all) {
      if (turn.answered()) {
        steps.add(turn.step());
      }
      if (turn.judge() != null && judge.equals(Attempt.NO_JUDGE)) {
        judge = turn.judge();
      }
      if (turn.step().truth() != Truth.UNKNOWN) {
        solved = turn.step().truth() == Truth.RIGHT;
      }
      if (user == IdNumber.NONE) {
        user = turn.user();
      }
      newest = Math.max(newest, turn.time());
    }
    PaneAccumulator pane = new PaneAccumulator();
    pane.attempt(new Attempt(episode, last.model(), judge, solved, steps, user));
    long start = panes.of(newest);
    long known = Math.max(start, panes.of(now));
    out.collect(pane.toPart("judging", start, known));
    out.collect(pane.toPart("judging/" + last.model(), start, known));
  }
}
