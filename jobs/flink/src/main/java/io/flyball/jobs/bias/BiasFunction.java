package io.flyball.jobs.bias;

import io.flyball.core.control.CameraCommand;
import io.flyball.core.control.CameraControl;
import io.flyball.core.control.CameraFinding;
import io.flyball.core.control.CameraOutput;
import io.flyball.core.control.CameraRules;
import io.flyball.core.control.CameraWindow;
import io.flyball.core.control.functions.FunctionMemory;
import io.flyball.core.control.places.PlaceControl;
import io.flyball.core.control.places.PlaceMemory;
import io.flyball.core.control.places.PlaceRules;
import io.flyball.core.places.CameraPlace;
import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.Tally;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * {@link CameraControl} on keyed state, a camera a key; its rules follow the newest control
 * updates.
 *
 * <p>Event time here is arrival at the broker: one clock for all cameras, stored with each record.
 * Device time stays inside the key. An event-time timer closes the windows of a camera that has
 * fallen silent while others send; where nothing moves event time, this machine's clock stands in
 * for it. After a restore every camera is told all its codes again. A camera silent for the
 * configured time is forgotten, by the next packet if no timer did it before.
 */
final class BiasFunction
    extends KeyedBroadcastProcessFunction<String, CameraArrival, CameraSteering, CameraWindow>
    implements Counting, CameraOutput {
  private static final long serialVersionUID = 1;

  static final OutputTag<CameraCommand> COMMANDS =
      new OutputTag<>("commands", TypeInformation.of(CameraCommand.class));
  static final OutputTag<Alert> ALERTS =
      new OutputTag<>("control-alerts", TypeInformation.of(Alert.class));
  static final OutputTag<CameraPlace> PLACES =
      new OutputTag<>("places", TypeInformation.of(CameraPlace.class));
  static final OutputTag<DeadLetter> REFUSED =
      new OutputTag<>("refused", TypeInformation.of(DeadLetter.class));
  static final MapStateDescriptor<String, ControlUpdate> CONTROL =
      new MapStateDescriptor<>("control", Types.STRING, TypeInformation.of(ControlUpdate.class));

  private final BiasRules rules;
  private final long silentAfterMs;
  private final long clockAfterMs;
  private final long forgetAfterMs;
  private final BiasLetters letters = new BiasLetters();
  private final Tally tally = new Tally(BiasTopology.JOB);
  private transient FollowedRules followed;
  private transient ValueState<FunctionMemory> functions;
  private transient FunctionMemory inUse;
  private transient KnownPlaces known;
  private transient ValueState<PlaceMemory> places;
  private transient PlaceMemory placesInUse;
  private transient ValueState<CameraMemory> memory;
  private transient long restoredFrom;
  private transient long openedMs;
  private transient boolean taken;
  private transient Collector<CameraWindow> windows;
  private transient ReadOnlyContext context;

  BiasFunction(BiasConfig config) {
    rules = new BiasRules(config);
    silentAfterMs = config.silentAfter().toMillis();
    clockAfterMs = config.clockAfter().toMillis();
    forgetAfterMs = config.forgetAfter().toMillis();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    Counting.super.initializeState(context);
    OptionalLong checkpoint = context.getRestoredCheckpointId();
    restoredFrom = checkpoint.isPresent() ? checkpoint.getAsLong() + 1 : 0;
    memory =
        context
            .getKeyedStateStore()
            .getState(new ValueStateDescriptor<>("camera", CameraMemory.class));
    functions =
        context
            .getKeyedStateStore()
            .getState(new ValueStateDescriptor<>("functions", FunctionMemoryCodec.TYPE));
    places =
        context
            .getKeyedStateStore()
            .getState(new ValueStateDescriptor<>("places", PlaceMemoryCodec.TYPE));
    known = new KnownPlaces();
    followed = new FollowedRules(rules);
    openedMs = Long.MIN_VALUE;
  }

  @Override
  public void processElement(CameraArrival in, ReadOnlyContext context, Collector<CameraWindow> out)
      throws Exception {
    CameraMemory m = remembered(in, context, out);
    boolean first = m.camera.sensor == null;
    taken = false;
    CameraControl control = use(m, in.camera(), in.sensor(), context, out);
    Optional<Refusal> refusal =
        in.packet() != null
            ? control.onPacket(in.packet(), in.arrivedMs())
            : control.onRate(in.rate(), in.arrivedMs());
    refusal.ifPresent(r -> refuse(in, r));
    if (taken) {
      m.seenMs = context.timerService().currentProcessingTime();
      m.restoredFrom = first ? restoredFrom : m.restoredFrom;
    } else if (first) {
      return;
    }
    wake(m, control, context.timerService());
    keep(m);
  }

  private void keep(CameraMemory m) throws Exception {
    if (inUse != null) {
      m.functions = true;
      functions.update(inUse);
    }
    if (placesInUse != null) {
      places.update(placesInUse);
    }
    memory.update(m);
  }

  /**
   * The camera, unless it had been silent for long enough by now, whether a timer said so or not.
   */
  private CameraMemory remembered(
      CameraArrival in, ReadOnlyContext context, Collector<CameraWindow> out) throws Exception {
    CameraMemory m = memory.value();
    if (m == null || in.arrivedMs() < forgetMs(m)) {
      return m == null ? new CameraMemory() : m;
    }
    use(m, in.camera(), m.camera.sensor, context, out).advance(forgetMs(m) - 1);
    forget(m, context.timerService());
    return new CameraMemory();
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<CameraWindow> out)
      throws Exception {
    CameraMemory m = memory.value();
    if (m == null) {
      return;
    }
    TimerService timers = context.timerService();
    boolean ended = timers.currentWatermark() == Long.MAX_VALUE;
    long nowMs = context.timeDomain() == TimeDomain.EVENT_TIME ? time : clock(m, timers);
    if (ended || nowMs >= forgetMs(m)) {
      forget(m, timers);
      return;
    }
    if (context.timeDomain() == TimeDomain.EVENT_TIME) {
      m.eventTimer = 0;
    } else {
      m.clockTimer = 0;
    }
    CameraControl control = use(m, context.getCurrentKey(), m.camera.sensor, context, out);
    control.advance(nowMs);
    wake(m, control, timers);
    keep(m);
  }

  /**
   * What the shared clock would say by this machine's: the newest arrival, and the time that has
   * passed here since. A camera whose packets came late may have more of them on the way, so it is
   * given as much time again. Time in which this task did not run does not count.
   */
  private long clock(CameraMemory m, TimerService timers) {
    long passed = timers.currentProcessingTime() - Math.max(m.seenMs, openedMs);
    long late = Math.max(0, m.seenMs - m.camera.arrivedMs);
    boolean quiet = passed >= late + clockAfterMs || passed >= forgetAfterMs;
    return m.camera.arrivedMs + (quiet ? passed : 0);
  }

  private long forgetMs(CameraMemory m) {
    return m.camera.arrivedMs + forgetAfterMs;
  }

  private void wake(CameraMemory m, CameraControl control, TimerService timers) {
    long due = Math.min(control.deadlineMs(), forgetMs(m));
    if (m.eventTimer == 0 || due < m.eventTimer) {
      if (m.eventTimer != 0) {
        timers.deleteEventTimeTimer(m.eventTimer);
      }
      m.eventTimer = Math.max(due, 1);
      timers.registerEventTimeTimer(m.eventTimer);
    }
    if (m.clockTimer == 0) {
      m.clockTimer = timers.currentProcessingTime() + silentAfterMs;
      timers.registerProcessingTimeTimer(m.clockTimer);
    }
  }

  private void forget(CameraMemory m, TimerService timers) {
    if (m.eventTimer != 0) {
      timers.deleteEventTimeTimer(m.eventTimer);
    }
    if (m.clockTimer != 0) {
      timers.deleteProcessingTimeTimer(m.clockTimer);
    }
    memory.clear();
    functions.clear();
    places.clear();
    tally.add(BiasCount.FORGOTTEN, 1);
  }

  @Override
  public void processBroadcastElement(
      CameraSteering in, Context context, Collector<CameraWindow> out) throws Exception {
    if (in.reference() != null) {
      known.take(in.reference(), context.getBroadcastState(KnownPlaces.REFERENCES));
      return;
    }
    ControlUpdate update = in.control().update();
    if (update == null || !BiasRules.isFor(update)) {
      return;
    }
    var updates = context.getBroadcastState(CONTROL);
    ControlUpdate newest = updates.get(update.target());
    if (newest != null && newest.version() >= update.version()) {
      return;
    }
    String fault = rules.fault(update);
    if (fault == null) {
      updates.put(update.target(), update);
      followed.changed();
    } else if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      context.output(ALERTS, rules.rejected(update, update.target(), fault));
    }
  }

  /** The control of a camera, with its outputs connected. */
  private CameraControl use(
      CameraMemory m,
      String camera,
      String sensor,
      ReadOnlyContext context,
      Collector<CameraWindow> out)
      throws Exception {
    this.context = context;
    this.windows = out;
    if (openedMs == Long.MIN_VALUE) {
      openedMs = context.timerService().currentProcessingTime();
    }
    String own = m.camera.sensor == null ? sensor : m.camera.sensor;
    CameraRules inForce =
        followed.of(
            m, camera, own, context.getBroadcastState(CONTROL), a -> context.output(ALERTS, a));
    inUse = m.functions ? functions.value() : null;
    if (inUse == null && inForce.functions().any()) {
      inUse = new FunctionMemory();
    }
    CameraControl control =
        new CameraControl(
            camera, inForce, m.camera, inUse, places(inForce.places(), context), this);
    if (m.camera.sensor != null && m.restoredFrom != restoredFrom) {
      m.restoredFrom = restoredFrom;
      control.resend(m.camera.arrivedMs, m.camera.endUs);
    }
    return control;
  }

  /** The recognition of places of the current camera; null where none is looked for. */
  private PlaceControl places(PlaceRules inForce, ReadOnlyContext context) throws Exception {
    placesInUse = null;
    if (inForce == null) {
      return null;
    }
    PlaceMemory remembered = places.value();
    placesInUse = remembered == null ? new PlaceMemory() : remembered;
    return new PlaceControl(
        inForce, placesInUse, known.of(context.getBroadcastState(KnownPlaces.REFERENCES)));
  }

  private void refuse(CameraArrival in, Refusal refusal) {
    tally.refused(refusal.reason());
    context.output(REFUSED, letters.of(in, refusal));
  }

  @Override
  public void taken() {
    taken = true;
    tally.add(BiasCount.TAKEN, 1);
  }

  @Override
  public void repeated() {
    tally.add(BiasCount.REPEATED, 1);
  }

  @Override
  public void window(CameraWindow window) {
    tally.add(BiasCount.WINDOWS, 1);
    tally.add(BiasCount.LOST_PACKETS, window.lost());
    tally.add(BiasCount.ERC_DROPPED, window.dropped());
    windows.collect(window);
  }

  @Override
  public void placed(CameraPlace place) {
    tally.add(BiasCount.PLACES, 1);
    context.output(PLACES, place);
  }

  @Override
  public void unplaced() {
    tally.add(BiasCount.UNPLACED, 1);
  }

  @Override
  public void finding(CameraFinding found) {
    context.output(ALERTS, BiasAlert.of(found));
  }

  @Override
  public void command(CameraCommand command) {
    tally.add(BiasCount.COMMANDS, 1);
    context.output(COMMANDS, command);
  }
}
