package io.flyball.jobs.loop;

import io.flyball.core.drift.Alarm;
import io.flyball.core.loop.LoopSignals;
import io.flyball.core.loop.SignalAlarm;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The detectors of one scope behind a sort buffer: events wait until event time has passed them and
 * are then seen in the order of time and id, so that a parallel replay raises the same alarms.
 *
 * <p>What event time did not wait for, because its partition had been silent for so long, is left
 * out and counted: order is what the alarms rest on.
 *
 * <p>State: the events that wait, the signals with their detectors, how far these have come, and
 * the newest event that they saw; gone when none came for as long as the past reaches. An event
 * after such a silence begins anew whether the timer has fired or not.
 */
final class DetectFunction extends KeyedProcessFunction<String, SignalBundle, Finding>
    implements Counting {
  private static final long serialVersionUID = 1;

  private record Event(byte kind, long time, long id, long user, long item, long topic) {
    static final Comparator<Event> ORDER =
        Comparator.comparingLong(Event::time)
            .thenComparingLong(Event::id)
            .thenComparingInt(Event::kind);

    Event(SignalBundle bundle, int i) {
      this(
          bundle.kinds()[i],
          bundle.times()[i],
          bundle.ids()[i],
          bundle.users()[i],
          bundle.items()[i],
          bundle.topics()[i]);
    }
  }

  private final LoopConfig config;
  private final Tally tally = new Tally(LoopTopology.JOB);
  private transient ListState<SignalBundle> waiting;
  private transient ValueState<LoopSignals> signals;
  private transient ValueState<Long> newest;
  private transient ValueState<Long> heard;

  DetectFunction(LoopConfig config) {
    this.config = config;
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    var runtime = getRuntimeContext();
    waiting =
        runtime.getListState(
            new ListStateDescriptor<>("waiting", TypeInformation.of(SignalBundle.class)));
    signals =
        runtime.getState(new ValueStateDescriptor<>("signals", LoopSignalsSerializer.INSTANCE));
    newest = runtime.getState(new ValueStateDescriptor<>("newest", Types.LONG));
    heard = runtime.getState(new ValueStateDescriptor<>("heard", Types.LONG));
  }

  @Override
  public void processElement(SignalBundle bundle, Context context, Collector<Finding> out)
      throws Exception {
    waiting.add(bundle);
    context.timerService().registerEventTimeTimer(bundle.earliest());
  }

  /** Rounded up to a pane's end, so that few timers are needed. */
  private long idleAt(long latest) {
    Panes panes = config.panes();
    return panes.last(panes.of(latest + config.past().toMillis()));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Finding> out) throws Exception {
    long reached = context.timerService().currentWatermark();
    List<Event> due = new ArrayList<>();
    List<SignalBundle> left = new ArrayList<>();
    long until = heard.value() == null ? Long.MIN_VALUE : heard.value();
    long late = 0;
    for (SignalBundle bundle : waiting.get()) {
      if (bundle.earliest() > reached) {
        left.add(bundle);
      } else {
        late += due(bundle, until, reached, due);
        BundleBuilder rest = BundleBuilder.after(bundle, reached);
        if (rest.earliest() < Long.MAX_VALUE) {
          left.add(rest.build(bundle.scope()));
          context.timerService().registerEventTimeTimer(rest.earliest());
        }
      }
    }
    tally.add(LoopCount.LATE_FOR_DETECTORS, late);
    if (!due.isEmpty()) {
      due.sort(Event.ORDER);
      detect(context.getCurrentKey(), due, out);
      heard.update(reached);
      context.timerService().registerEventTimeTimer(idleAt(newest.value()));
    }
    if (!due.isEmpty() || late > 0) {
      waiting.update(left);
    }
    Long last = newest.value();
    if (last != null && idleAt(last) <= time) {
      signals.clear();
      newest.clear();
      heard.clear();
    }
  }

  /** Takes what is due; how many events the detectors have gone past already. */
  private static long due(SignalBundle bundle, long until, long reached, List<Event> due) {
    long[] times = bundle.times();
    long late = 0;
    for (int i = 0; i < times.length; i++) {
      if (times[i] <= until) {
        late++;
      } else if (times[i] <= reached) {
        due.add(new Event(bundle, i));
      }
    }
    return late;
  }

  private void detect(String scope, List<Event> due, Collector<Finding> out) throws Exception {
    LoopSignals watched = signals.value();
    Long last = newest.value();
    List<SignalAlarm> alarms = new ArrayList<>();
    for (Event event : due) {
      if (watched == null || (last != null && event.time() > idleAt(last))) {
        watched =
            new LoopSignals(
                config.newDetectors(),
                config.headItems(),
                config.falseAlarms(),
                config.leastChange());
      }
      last = event.time();
      see(watched, event, alarms);
      for (SignalAlarm alarm : alarms) {
        out.collect(finding(scope, event.time(), alarm));
      }
      alarms.clear();
    }
    signals.update(watched);
    newest.update(last);
  }

  private static void see(LoopSignals watched, Event event, List<SignalAlarm> alarms) {
    if (event.kind() < BundleBuilder.TAKEN) {
      watched.shown(
          event.time(), event.user(), event.item(), BundleBuilder.source(event.kind()), alarms);
    } else if (event.kind() < BundleBuilder.HOLDOUT) {
      watched.taken(
          event.time(),
          event.user(),
          event.item(),
          event.topic(),
          BundleBuilder.source(event.kind()),
          alarms);
    } else if (event.kind() == BundleBuilder.HOLDOUT) {
      watched.takenOfHoldout(event.time(), event.item());
    } else {
      watched.outcome(
          event.time(),
          Double.longBitsToDouble(event.item()),
          Double.longBitsToDouble(event.topic()),
          alarms);
    }
  }

  private static Finding finding(String scope, long time, SignalAlarm found) {
    Alarm alarm = found.alarm();
    return new Finding(
        "loop/" + scope + "/" + found.signal() + "/" + alarm.index(),
        scope,
        found.signal().name(),
        alarm.direction(),
        time,
        found.since(),
        alarm.before(),
        alarm.after(),
        alarm.width(),
        found.byTheLoop(),
        found.amplified());
  }
}
