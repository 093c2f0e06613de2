package io.flyball.jobs.modes;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DeadLetters;
import io.flyball.jobs.runtime.DueKeys;
import io.flyball.jobs.runtime.DueRecords;
import io.flyball.jobs.runtime.PackedValue;
import io.flyball.jobs.runtime.Tally;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Plays the observations of each entity in the order of their times, and of their ids where times
 * are equal; they wait for event time, so that no pace and no order of arrival changes what comes
 * out. What each tells is {@link EntityPlay}'s.
 *
 * <p>State: the observations that wait, and {@link EntityMemory} until {@code modes.forget} after
 * the last one.
 */
final class EntityFunction
    extends KeyedBroadcastProcessFunction<String, Observation, ControlRecord, ModeStep>
    implements Counting {
  private static final long serialVersionUID = 1;

  static final OutputTag<DeadLetter> REFUSED =
      new OutputTag<>("refused-observations", TypeInformation.of(DeadLetter.class));
  static final OutputTag<Alert> ALERTS =
      new OutputTag<>("entity-alerts", TypeInformation.of(Alert.class));
  static final OutputTag<SegmentEvent> SEGMENTS =
      new OutputTag<>("segments", TypeInformation.of(SegmentEvent.class));
  static final OutputTag<ScopeEvent> SCOPES =
      new OutputTag<>("scopes", TypeInformation.of(ScopeEvent.class));
  static final MapStateDescriptor<String, ControlUpdate> CONTROL =
      new MapStateDescriptor<>("control", Types.STRING, TypeInformation.of(ControlUpdate.class));

  /** Into how many stretches the time until an entity is forgotten is rounded. */
  private static final int STRETCHES = 16;

  private final ModesConfig config;
  private final Tally tally = new Tally(ModesTopology.JOB);
  private transient DueRecords<Observation> waiting;
  private transient ValueState<byte[]> memories;
  private transient DueKeys due;
  private transient DueKeys.KeySwitch keys;
  private transient EntityPlay play;
  private transient DataOutputSerializer packed;
  private transient DataInputDeserializer unpacked;
  private transient ModesRules rules;

  EntityFunction(ModesConfig config) {
    this.config = config;
  }

  @Override
  public Tally tally() {
    return tally;
  }

  /** Call before {@link #open}. */
  void switchKeysBy(DueKeys.KeySwitch keys) {
    this.keys = keys;
  }

  @Override
  public void open(OpenContext context) {
    waiting =
        new DueRecords<>(getRuntimeContext(), "waiting", Observation.class, Observation.ORDER);
    memories = PackedValue.of(getRuntimeContext(), "entity");
    due = new DueKeys(getRuntimeContext(), "due", config.forget().toMillis() / STRETCHES, keys);
    play = new EntityPlay(config, tally);
    packed = new DataOutputSerializer(512);
    unpacked = new DataInputDeserializer();
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Counting.super.snapshotState(context);
    due.flush();
  }

  @Override
  public void processElement(Observation seen, ReadOnlyContext context, Collector<ModeStep> out)
      throws Exception {
    tally.add(ModesCount.WAITING, 1);
    waiting.keep(seen.time(), seen, context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<ModeStep> out) throws Exception {
    String key = context.getCurrentKey();
    if (DueKeys.isBucket(key)) {
      for (String entity : due.take(key, time)) {
        keys.to(entity);
        forget(entity, time, context.timerService());
      }
      return;
    }
    EntityMemory memory = EntityMemory.of(memories.value(), unpacked, play.tracker());
    if (memory.last != Long.MIN_VALUE && memory.last + config.forget().toMillis() <= time) {
      long noted = memory.noted;
      memory = new EntityMemory();
      memory.noted = noted;
    }
    play.begin(rules(context.getBroadcastState(CONTROL)), sides(context), out);
    Observation before = null;
    for (Observation seen : waiting.take(time)) {
      tally.add(ModesCount.WAITING, -1);
      if (before != null && before.id().equals(seen.id())) {
        again(before, seen, context);
        continue;
      }
      Refusal refusal = play.take(seen, memory);
      if (refusal == null) {
        before = seen;
        tally.add(ModesCount.APPLIED, 1);
        memory.last = time;
      } else {
        refuse(seen, refusal, context);
      }
    }
    if (memory.last == time) {
      if (memory.noted == Long.MIN_VALUE) {
        memory.noted = time + config.forget().toMillis();
        due.note(key, memory.noted, context.timerService());
      }
      memories.update(memory.toBytes(packed));
    }
  }

  private void again(Observation before, Observation seen, ReadOnlyContext context) {
    if (before.sameAs(seen)) {
      tally.add(ModesCount.REPEATED, 1);
    } else {
      refuse(
          seen,
          Refusal.of(Reason.DUP_CONFLICT, "id", "the id was used with another content"),
          context);
    }
  }

  private void refuse(Observation seen, Refusal refusal, ReadOnlyContext context) {
    tally.add(ModesCount.REFUSED, 1);
    context.output(REFUSED, DeadLetters.of(ModesTopology.JOB, seen.raw(), refusal));
  }

  /** Clears the current entity, or looks again where it was seen since. */
  private void forget(String entity, long time, TimerService timers) throws Exception {
    byte[] bytes = memories.value();
    if (bytes == null) {
      return;
    }
    EntityMemory memory = EntityMemory.of(bytes, unpacked, play.tracker());
    long until = memory.last + config.forget().toMillis();
    if (until <= time) {
      memories.clear();
    } else {
      memory.noted = until;
      due.note(entity, until, timers);
      memories.update(memory.toBytes(packed));
    }
  }

  private static BiConsumer<OutputTag<?>, Object> sides(ReadOnlyContext context) {
    return (tag, value) -> output(context, tag, value);
  }

  @SuppressWarnings("unchecked")
  private static <T> void output(ReadOnlyContext context, OutputTag<?> tag, Object value) {
    context.output((OutputTag<T>) tag, (T) value);
  }

  private ModesRules rules(ReadOnlyBroadcastState<String, ControlUpdate> updates) throws Exception {
    if (rules == null) {
      ControlUpdate update = updates.get(ModesTopology.JOB);
      // An update may have fallen back to a configuration that is another one since.
      boolean fits = update != null && ModesRules.fault(update, config.hmm()) == null;
      rules = ModesRules.of(fits ? update : null, config.hmm());
    }
    return rules;
  }

  @Override
  public void processBroadcastElement(ControlRecord in, Context context, Collector<ModeStep> out)
      throws Exception {
    var updates = context.getBroadcastState(CONTROL);
    ControlUpdate update = in.forTarget(ModesTopology.JOB);
    ControlUpdate known = updates.get(ModesTopology.JOB);
    if (update == null || (known != null && known.version() >= update.version())) {
      return;
    }
    String fault = ModesRules.fault(update, config.hmm());
    if (fault == null) {
      updates.put(ModesTopology.JOB, update);
      rules = null;
    } else if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      context.output(ALERTS, ModesAlerts.rejected(update, fault));
    }
  }
}
