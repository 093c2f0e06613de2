package io.flyball.jobs.feedback;

import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.feedback.Attribution;
import io.flyball.core.feedback.AttributionOutput;
import io.flyball.core.feedback.AttributionRules;
import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.FeedbackActor;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.core.feedback.FeedbackStage;
import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DueRecords;
import io.flyball.jobs.runtime.Tally;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * {@link Attribution} on keyed state, a user a key; its windows follow the newest control update.
 *
 * <p>What comes late waits until event time has come to where its partition was when it arrived. It
 * then finds the same exposures open and the same signals held whatever the pace: how far this
 * operator's event time lagged behind that of the partition is no part of the answer. An exposure
 * whose id is still in use waits for its own time, and so for the end of the one before it.
 */
final class AttributeFunction
    extends KeyedBroadcastProcessFunction<String, PackedEvent, ControlRecord, AttributedFeedback>
    implements Counting, AttributionOutput {
  private static final long serialVersionUID = 1;

  static final OutputTag<PatternEvent> SIGNALS =
      new OutputTag<>("signals", TypeInformation.of(PatternEvent.class));
  static final OutputTag<PatternEvent> EARLY =
      new OutputTag<>("early", TypeInformation.of(PatternEvent.class));
  static final OutputTag<Alert> ALERTS =
      new OutputTag<>("control-alerts", TypeInformation.of(Alert.class));
  static final MapStateDescriptor<String, ControlUpdate> CONTROL =
      new MapStateDescriptor<>("control", Types.STRING, TypeInformation.of(ControlUpdate.class));

  /** Exposures first, so that what is known at one time finds them. */
  private static final Comparator<FeedbackEvent> EVENT_ORDER =
      Comparator.comparing((FeedbackEvent event) -> event.exposure() == null)
          .thenComparingLong(FeedbackEvent::time)
          .thenComparing(FeedbackEvent::identity);

  /** Names of counts, by where a signal comes from and whose it is. */
  private static final Map<FeedbackStage, Map<FeedbackActor, String>> STAGES =
      new EnumMap<>(FeedbackStage.class);

  static {
    for (FeedbackStage stage : FeedbackStage.values()) {
      Map<FeedbackActor, String> ofStage = new EnumMap<>(FeedbackActor.class);
      for (FeedbackActor actor : FeedbackActor.values()) {
        ofStage.put(actor, "stage." + stage + "." + actor);
      }
      STAGES.put(stage, ofStage);
    }
  }

  private final AttributionRules configured;
  private final Tally tally = new Tally(FeedbackTopology.JOB);
  private transient UserMemory state;
  private transient DueRecords<FeedbackEvent> late;
  private transient Attribution attribution;
  private transient long rulesVersion;

  /** Whether the control record in force may be another one than was looked at. */
  private transient boolean controlChanged;

  private transient Collector<AttributedFeedback> rows;
  private transient ReadOnlyContext context;
  private transient TimerService timers;

  AttributeFunction(FeedbackConfig config) {
    this.configured = config.rules();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    state = new UserMemory(getRuntimeContext());
    late = new DueRecords<>(getRuntimeContext(), "late", FeedbackEvent.class, EVENT_ORDER);
    attribution = new Attribution(configured, state, this);
    rulesVersion = 0;
    controlChanged = true;
  }

  @Override
  public void processElement(
      PackedEvent event, ReadOnlyContext context, Collector<AttributedFeedback> out)
      throws Exception {
    use(context, context.timerService(), out);
    followControl(context);
    state.turnTo(event.user(), event);
    long watermark = context.timerService().currentWatermark();
    boolean waits =
        event.late() || (event.isExposure() && attribution.isOpen(event.exposure().id()));
    if (waits && event.known() > watermark) {
      late.keep(event.known(), event.unpacked(), timers);
    } else {
      see(event.exposure(), event.signal(), event.late(), watermark);
    }
    state.end(this, Long.MIN_VALUE);
  }

  private void see(Exposure exposure, FeedbackSignal signal, boolean late, long watermark) {
    if (exposure != null) {
      attribution.onExposure(exposure, watermark);
      return;
    }
    tally.add(STAGES.get(signal.stage()).get(signal.actor()), 1);
    if (signal.actor() == FeedbackActor.USER) {
      context.output(SIGNALS, PatternEvent.of(signal, 0));
    }
    attribution.onSignal(signal, late, watermark);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<AttributedFeedback> out)
      throws Exception {
    use(context, context.timerService(), out);
    followControl(context);
    state.turnTo(context.getCurrentKey(), null);
    for (FeedbackEvent event : late.take(time)) {
      see(event.exposure(), event.signal(), event.known() > event.time(), time);
    }
    attribution.onTime(time);
    state.end(this, time);
  }

  @Override
  public void processBroadcastElement(
      ControlRecord in, Context context, Collector<AttributedFeedback> out) throws Exception {
    ControlUpdate update = in.forTarget(FeedbackTopology.JOB);
    if (update == null) {
      return;
    }
    var known = context.getBroadcastState(CONTROL);
    ControlUpdate newest = known.get(FeedbackTopology.JOB);
    if (newest != null && newest.version() >= update.version()) {
      return;
    }
    String fault = FeedbackControl.fault(configured, update);
    if (fault == null) {
      known.put(FeedbackTopology.JOB, update);
      controlChanged = true;
    } else if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      context.output(ALERTS, FeedbackControl.rejected(update, fault));
    }
  }

  private void followControl(ReadOnlyContext context) throws Exception {
    if (!controlChanged) {
      return;
    }
    controlChanged = false;
    ControlUpdate newest = context.getBroadcastState(CONTROL).get(FeedbackTopology.JOB);
    if (newest != null && newest.version() != rulesVersion) {
      attribution = new Attribution(FeedbackControl.apply(configured, newest), state, this);
      rulesVersion = newest.version();
    }
  }

  private void use(
      ReadOnlyContext context, TimerService timers, Collector<AttributedFeedback> out) {
    this.context = context;
    this.timers = timers;
    this.rows = out;
  }

  @Override
  public void emit(AttributedFeedback row) {
    rows.collect(row);
    Long delay = row.delayMs();
    if (delay != null && delay < 0 && row.signal().actor() == FeedbackActor.USER) {
      context.output(EARLY, PatternEvent.of(row.signal(), delay));
    }
  }

  @Override
  public void wakeAt(long time) {
    timers.registerEventTimeTimer(time);
  }

  @Override
  public void count(FeedbackCount count, long delta) {
    tally.add(count, delta);
  }
}
