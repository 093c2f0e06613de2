package io.flyball.jobs.dataloop;

import io.flyball.core.dataloop.JudgedSample;
import io.flyball.core.dataloop.SampleJudging;
import io.flyball.core.dataloop.SampleVerdict;
import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DeadLetters;
import io.flyball.jobs.runtime.DueRecords;
import io.flyball.jobs.runtime.PackedValue;
import io.flyball.jobs.runtime.Tally;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Plays the records of each sample, search and task in the order of their times, and of their ids
 * where times are equal; they wait for event time, so that no pace and no order of arrival changes
 * what comes out.
 *
 * <p>State: the records that wait, and {@link DataloopMemory} until {@code dataloop.forget} after
 * the last one.
 */
final class PlayFunction
    extends KeyedBroadcastProcessFunction<String, DataloopRecord, ControlRecord, RateEvent>
    implements Counting {
  private static final long serialVersionUID = 1;

  static final OutputTag<DeadLetter> REFUSED =
      new OutputTag<>("refused-records", TypeInformation.of(DeadLetter.class));
  static final OutputTag<Alert> ALERTS =
      new OutputTag<>("play-alerts", TypeInformation.of(Alert.class));
  static final OutputTag<JudgedSample> TRAIN = samples("train");
  static final OutputTag<JudgedSample> EXPAND = samples("expand");
  static final OutputTag<JudgedSample> DROP = samples("drop");
  static final OutputTag<SearchRow> SEARCHES =
      new OutputTag<>("searches", TypeInformation.of(SearchRow.class));
  static final OutputTag<PlanRow> PLANS =
      new OutputTag<>("plans", TypeInformation.of(PlanRow.class));

  static final MapStateDescriptor<String, ControlUpdate> CONTROL =
      new MapStateDescriptor<>("control", Types.STRING, TypeInformation.of(ControlUpdate.class));

  private final DataloopConfig configured;
  private final Tally tally = new Tally(DataloopTopology.JOB);
  private transient DueRecords<DataloopRecord> waiting;
  private transient ValueState<byte[]> memories;
  private transient DataOutputSerializer packed;

  /** The configuration with the update in force; null until it is needed. */
  private transient DataloopConfig steered;

  PlayFunction(DataloopConfig config) {
    this.configured = config;
  }

  private static OutputTag<JudgedSample> samples(String name) {
    return new OutputTag<>(name, TypeInformation.of(JudgedSample.class));
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    waiting =
        new DueRecords<>(
            getRuntimeContext(), "waiting", DataloopRecord.class, DataloopRecord.ORDER);
    memories = PackedValue.of(getRuntimeContext(), "memory");
    packed = new DataOutputSerializer(512);
  }

  @Override
  public void processElement(
      DataloopRecord record, ReadOnlyContext context, Collector<RateEvent> out) throws Exception {
    tally.add(DataloopCount.WAITING, 1);
    waiting.keep(record.time(), record, context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<RateEvent> out)
      throws Exception {
    String key = context.getCurrentKey();
    DataloopConfig config = config(context.getBroadcastState(CONTROL));
    DataloopMemory memory = DataloopMemory.of(memories.value(), key, config);
    if (memory.last != Long.MIN_VALUE && memory.last + forget() <= time) {
      long noted = memory.noted;
      memory = DataloopMemory.fresh(key, config);
      memory.noted = noted;
    }
    boolean changed = play(time, memory, context, out);
    changed |= memory.sample != null && expired(memory.sample, time, context, out);
    if (changed && memory.search != null) {
      search(key, time, memory, context);
    }
    keep(time, memory, changed, context);
  }

  private boolean play(
      long time, DataloopMemory memory, OnTimerContext context, Collector<RateEvent> out) {
    boolean changed = false;
    DataloopRecord before = null;
    for (DataloopRecord record : waiting.take(time)) {
      tally.add(DataloopCount.WAITING, -1);
      if (before != null && before.kind() == record.kind() && before.id().equals(record.id())) {
        again(before, record, context);
        continue;
      }
      try {
        apply(record, memory, context, out);
        tally.add(DataloopCount.APPLIED, 1);
        memory.last = time;
        changed = true;
        before = record;
      } catch (IllegalArgumentException e) {
        refuse(record, Refusal.of(Reason.OUT_OF_RANGE, "", e.getMessage()), context);
      }
    }
    return changed;
  }

  private void apply(
      DataloopRecord record,
      DataloopMemory memory,
      OnTimerContext context,
      Collector<RateEvent> out) {
    switch (record.kind()) {
      case PROBE ->
          memory.sample.take(record.probe()).ifPresent(judged -> decided(judged, context, out));
      case VOTE ->
          memory.sample.take(record.vote()).ifPresent(judged -> decided(judged, context, out));
      case STEP -> {
        if (record.step() != null) {
          memory.search.expand(record.step());
        }
        if (record.reward() != null) {
          memory.search.evaluate(record.node(), record.reward());
        }
      }
      case TRANSITION -> {
        if (memory.task.learn(record.transition())) {
          tally.add(DataloopCount.PLANS, 1);
          context.output(
              PLANS, DataloopMapping.plan(name(record.key()), record.time(), memory.task));
        }
      }
    }
  }

  /** Decides a sample whose deadline has come, and awaits that of another. */
  private boolean expired(
      SampleJudging sample, long time, OnTimerContext context, Collector<RateEvent> out) {
    long deadline = sample.deadline().orElse(Long.MAX_VALUE);
    if (deadline <= time) {
      sample.expire(time).ifPresent(judged -> decided(judged, context, out));
      return true;
    }
    if (deadline < Long.MAX_VALUE) {
      context.timerService().registerEventTimeTimer(deadline);
    }
    return false;
  }

  private void decided(JudgedSample judged, OnTimerContext context, Collector<RateEvent> out) {
    SampleVerdict verdict = judged.verdict();
    tally.add(DataloopCount.SAMPLES, 1);
    tally.add(DataloopCount.REPAIRED, verdict == SampleVerdict.ORIGINAL_INCORRECT ? 1 : 0);
    tally.add(DataloopCount.UNDECIDED, verdict == SampleVerdict.FAILED ? 1 : 0);
    switch (verdict.route()) {
      case TRAIN -> {
        tally.add(DataloopCount.TRAINED, 1);
        context.output(TRAIN, judged);
      }
      case EXPAND -> {
        tally.add(DataloopCount.EXPANDED, 1);
        context.output(EXPAND, judged);
      }
      case DROP -> {
        tally.add(DataloopCount.DROPPED, 1);
        context.output(DROP, judged);
      }
    }
    if (verdict != SampleVerdict.FAILED) {
      long time = judged.time();
      out.collect(new RateEvent("noise/" + judged.probe().source(), time, verdict.mislabelled()));
      out.collect(new RateEvent("mastery/" + judged.probe().capability(), time, verdict.known()));
    }
  }

  private void search(String key, long time, DataloopMemory memory, OnTimerContext context) {
    tally.add(DataloopCount.SEARCH_STATES, 1);
    context.output(
        SEARCHES,
        new SearchRow(
            name(key),
            time,
            memory.search.next().orElse(null),
            memory.search.bestTrajectory(),
            memory.search.nodes(),
            memory.search.evaluated(),
            memory.search.waiting()));
  }

  private void keep(long time, DataloopMemory memory, boolean changed, OnTimerContext context)
      throws Exception {
    if (memory.last == Long.MIN_VALUE || memory.last + forget() <= time) {
      memories.clear();
    } else if (changed || memory.noted <= time) {
      if (memory.noted <= time) {
        memory.noted = memory.last + forget();
        context.timerService().registerEventTimeTimer(memory.noted);
      }
      memories.update(memory.toBytes(packed));
    }
  }

  private long forget() {
    return Math.max(configured.forget().toMillis(), configured.samples().deadline().toMillis() + 1);
  }

  private DataloopConfig config(ReadOnlyBroadcastState<String, ControlUpdate> updates)
      throws Exception {
    if (steered == null) {
      ControlUpdate update = updates.get(DataloopTopology.JOB);
      // An update may have fallen back to a configuration that is another one since.
      boolean fits = update != null && DataloopControl.fault(configured, update) == null;
      steered = DataloopControl.apply(configured, fits ? update : null);
    }
    return steered;
  }

  @Override
  public void processBroadcastElement(ControlRecord in, Context context, Collector<RateEvent> out)
      throws Exception {
    var updates = context.getBroadcastState(CONTROL);
    ControlUpdate update = in.forTarget(DataloopTopology.JOB);
    ControlUpdate known = updates.get(DataloopTopology.JOB);
    if (update == null || (known != null && known.version() >= update.version())) {
      return;
    }
    String fault = DataloopControl.fault(configured, update);
    if (fault == null) {
      updates.put(DataloopTopology.JOB, update);
      steered = null;
    } else if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      context.output(ALERTS, DataloopControl.rejected(update, fault));
    }
  }

  private static String name(String key) {
    return key.substring(key.indexOf('/') + 1);
  }

  private void again(DataloopRecord before, DataloopRecord record, OnTimerContext context) {
    if (before.sameAs(record)) {
      tally.add(DataloopCount.REPEATED, 1);
    } else {
      String message = "the id was used with another content";
      refuse(record, Refusal.of(Reason.DUP_CONFLICT, "id", message), context);
    }
  }

  private void refuse(DataloopRecord record, Refusal refusal, OnTimerContext context) {
    tally.add(DataloopCount.REFUSED, 1);
    context.output(REFUSED, DeadLetters.of(DataloopTopology.JOB, record.raw(), refusal));
  }
}
