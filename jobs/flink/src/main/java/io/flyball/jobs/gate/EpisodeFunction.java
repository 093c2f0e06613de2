package io.flyball.jobs.gate;

import io.flyball.core.gate.Cause;
import io.flyball.core.gate.EpisodeSupervisor;
import io.flyball.core.gate.FailureReport;
import io.flyball.core.gate.GateRules;
import io.flyball.core.record.Alert;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DueRecords;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.Tally;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Finds the first failed subgoal of each episode by {@link EpisodeSupervisor}, in the order of
 * event time. Each event passes once, to {@link SessionFunction}.
 *
 * <p>State: the events that wait, and the supervisor until {@code gate.forget} after the last one.
 */
final class EpisodeFunction extends KeyedProcessFunction<String, StepEvent, FailureRow>
    implements Counting {
  private static final long serialVersionUID = 1;
  private static final int FORMAT = 1;

  static final OutputTag<StepEvent> PLAYED =
      new OutputTag<>("played", TypeInformation.of(StepEvent.class));
  static final OutputTag<Alert> ALERTS =
      new OutputTag<>("episode-alerts", TypeInformation.of(Alert.class));

  private final GateConfig config;
  private final long forget;
  private final Tally tally = new Tally(GateTopology.JOB);
  private transient GateRules.Supervision supervision;
  private transient DueRecords<StepEvent> waiting;
  private transient ValueState<byte[]> memories;

  EpisodeFunction(GateConfig config) {
    this.config = config;
    this.forget = config.forget().toMillis();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    supervision = config.configured().supervision();
    waiting =
        new DueRecords<>(
            getRuntimeContext(),
            "steps",
            ImmutableTypeInfo.listOf(StepEvent.class),
            StepEvent.ORDER);
    memories =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "episode", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(StepEvent step, Context context, Collector<FailureRow> out) {
    tally.add(GateCount.WAITING, 1);
    waiting.keep(step.time(), step, context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<FailureRow> out)
      throws Exception {
    Memory memory = memory(context.getCurrentKey());
    List<StepEvent> due = waiting.take(time);
    if (due.isEmpty() && memory.last == Long.MIN_VALUE) {
      return;
    }
    StepEvent before = null;
    for (StepEvent step : due) {
      tally.add(GateCount.WAITING, -1);
      if (step.equals(before)) {
        tally.add(GateCount.REPEATED, 1);
        continue;
      }
      before = step;
      tally.add(GateCount.EVENTS, 1);
      memory.supervisor.take(step.event());
      context.output(PLAYED, step);
    }
    if (memory.supervisor.due() <= time) {
      Optional<FailureReport> report = memory.supervisor.report(context.getCurrentKey(), time);
      report.ifPresent(failure -> tell(failure, context, out));
    }
    memory.last = due.isEmpty() ? memory.last : Math.max(memory.last, time);
    if (due.isEmpty() && memory.noted == time && memory.last + forget <= time) {
      memories.clear();
      return;
    }
    if (memory.noted <= time) {
      memory.noted = memory.last + forget;
      context.timerService().registerEventTimeTimer(memory.noted);
    }
    if (memory.supervisor.due() < Long.MAX_VALUE) {
      context.timerService().registerEventTimeTimer(memory.supervisor.due());
    }
    memories.update(memory.toBytes());
  }

  private void tell(FailureReport failure, Context context, Collector<FailureRow> out) {
    tally.add(GateCount.FAILURES, 1);
    FailureRow row = FailureRow.of(failure);
    out.collect(row);
    if (failure.cause() == Cause.SILENT_FAILURE) {
      context.output(ALERTS, GateAlerts.silentFailure(row));
    }
  }

  private Memory memory(String episode) throws IOException {
    Memory memory = new Memory();
    byte[] bytes = memories.value();
    if (bytes != null) {
      DataInputDeserializer in = new DataInputDeserializer(bytes);
      in.readByte();
      memory.last = in.readLong();
      memory.noted = in.readLong();
      memory.supervisor.read(episode, in);
    }
    return memory;
  }

  private final class Memory {
    private long last = Long.MIN_VALUE;
    private long noted = Long.MIN_VALUE;
    private final EpisodeSupervisor supervisor =
        new EpisodeSupervisor(supervision.deadlineMs(), supervision.repairs());

    byte[] toBytes() throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(128);
      out.writeByte(FORMAT);
      out.writeLong(last);
      out.writeLong(noted);
      supervisor.write(out);
      return out.getCopyOfBuffer();
    }
  }
}
