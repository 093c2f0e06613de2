package io.flyball.jobs.loop;

import io.flyball.core.loop.IdNumber;
import io.flyball.core.loop.Slate;
import io.flyball.core.loop.Table;
import io.flyball.core.random.Draws;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DueRecords;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets the first record of an id pass and counts its copies; a record that differs under the same
 * id is the feedback job's to report. An id is forgotten with the end of the pane in which a copy
 * would be too late to be accepted, so that one timer serves all ids of a user and a pane; a record
 * whose partition has come further finds it forgotten whether that timer has fired or not. What
 * event time went past without its partition may have been seen and forgotten: it is left out and
 * counted.
 *
 * <p>As one user's events come together here, slates are put together here, too: when event time
 * has passed a slate, what it tells is counted behind its exposures.
 */
final class DeduplicateFunction extends KeyedProcessFunction<Long, Interaction, Interaction>
    implements Counting {
  private static final long serialVersionUID = 1;

  /** Of the number of users whose last timer is at hand: 1 MiB. */
  private static final int WOKEN_BITS = 16;

  private static final Comparator<Interaction> EVENT_ORDER =
      Comparator.comparingLong(Interaction::time).thenComparingLong(Interaction::id);

  private final Panes panes;
  private final long lateness;
  private final long longest;
  private final Tally tally = new Tally(LoopTopology.JOB);
  private transient MapState<Long, Long> seen;
  private transient MapState<Long, SlateSeen> slates;
  private transient DueRecords<Interaction> clicks;
  private transient long[] wokenUsers;
  private transient long[] wokenAt;

  DeduplicateFunction(LoopConfig config) {
    this.panes = config.panes();
    this.lateness = config.lateness().toMillis();
    this.longest =
        config.sliding().stream().mapToLong(l -> panes.count(l.toMillis())).max().orElse(1);
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    wokenUsers = new long[1 << WOKEN_BITS];
    wokenAt = new long[1 << WOKEN_BITS];
    Arrays.fill(wokenAt, Long.MIN_VALUE);
    var runtime = getRuntimeContext();
    seen = runtime.getMapState(new MapStateDescriptor<>("seen", Types.LONG, Types.LONG));
    slates =
        runtime.getMapState(
            new MapStateDescriptor<>("slates", Types.LONG, ImmutableTypeInfo.of(SlateSeen.class)));
    clicks = new DueRecords<>(runtime, "clicks", Interaction.class, EVENT_ORDER);
  }

  @Override
  public void processElement(Interaction touch, Context context, Collector<Interaction> out)
      throws Exception {
    Long before = seen.get(touch.id());
    if (before != null && before >= touch.known()) {
      tally.add(LoopCount.DUPLICATES, 1);
      return;
    }
    long until = panes.last(panes.of(touch.time() + lateness));
    if (before == null && until <= context.timerService().currentWatermark()) {
      tally.add(LoopCount.FORGOTTEN, 1);
      return;
    }
    seen.put(touch.id(), until);
    wakeAt(until, context.getCurrentKey(), context.timerService());
    out.collect(touch);
    if (touch.table() == Table.FEEDBACK && touch.isClickOnKnownExposure()) {
      clicks.keep(touch.known(), touch, context.timerService());
    }
    if (isPlace(touch)) {
      SlateSeen slate = slates.get(touch.slate());
      if (slate != null && slate.slate().time() < touch.clock()) {
        // Over by its partition's clock: its timer may have fired by now, and must not matter.
        slate.counts(context.getCurrentKey(), out);
        slate = null;
      }
      slates.put(touch.slate(), SlateSeen.with(slate, touch));
      context.timerService().registerEventTimeTimer(touch.time());
    }
  }

  /**
   * Counts an exposure with its first click, where a window can hold both. It is remembered as long
   * as such a window lasts, so that no later click counts it again. Clicks are taken when event
   * time has reached them, so that which of them is the first does not depend on arrival.
   */
  private void firstClick(Interaction click, OnTimerContext context, Collector<Interaction> out)
      throws Exception {
    long lag = panes.of(click.time()) - panes.of(click.shown());
    Long counted = seen.get(click.clicked());
    if (Math.abs(lag) >= longest || (counted != null && counted >= click.known())) {
      return;
    }
    long until =
        panes.last(Math.max(panes.of(click.time() + lateness), panes.of(click.shown()) + longest));
    seen.put(click.clicked(), until);
    wakeAt(until, context.getCurrentKey(), context.timerService());
    out.collect(click.firstClick(lag));
  }

  /** A timer that was set lately, and cannot have fired, is not looked for again. */
  private void wakeAt(long until, long user, TimerService timers) {
    int at = (int) (Draws.mix64(user) >>> (Long.SIZE - WOKEN_BITS));
    boolean pending = wokenUsers[at] == user && wokenAt[at] == until;
    if (!pending || until <= timers.currentWatermark()) {
      timers.registerEventTimeTimer(until);
      wokenUsers[at] = user;
      wokenAt[at] = until;
    }
  }

  /** Whether it takes part in a slate. What came late does not: its slate has been counted. */
  private static boolean isPlace(Interaction touch) {
    return touch.table() == Table.EXPOSURE
        && touch.slate() != 0
        && touch.user() != IdNumber.NONE
        && touch.rank() <= Slate.LAST_RANK
        && touch.known() == touch.time();
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Interaction> out)
      throws Exception {
    List<Long> whole = new ArrayList<>();
    for (Map.Entry<Long, SlateSeen> entry : slates.entries()) {
      if (entry.getValue().slate().time() <= time) {
        whole.add(entry.getKey());
      }
    }
    for (long id : whole) {
      slates.get(id).counts(context.getCurrentKey(), out);
      slates.remove(id);
    }
    for (Interaction click : clicks.take(time)) {
      firstClick(click, context, out);
    }
    if (time != panes.last(panes.of(time))) {
      return;
    }
    List<Long> over = new ArrayList<>();
    for (Map.Entry<Long, Long> entry : seen.entries()) {
      if (entry.getValue() <= time) {
        over.add(entry.getKey());
      }
    }
    // One by one: removal through an iterator leaves an empty map behind.
    for (long id : over) {
      seen.remove(id);
    }
  }
}
