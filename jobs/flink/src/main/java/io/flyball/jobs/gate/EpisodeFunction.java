package io.flyball.jobs.gate;

import io.flyball.core.gate.Cause;
import io.flyball.core.gate.EpisodeSupervisor;
import io.flyball.core.gate.FailureReport;
import io.flyball.core.gate.GateRules;
import io.flyball.core.record.Alert;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Finds the first failed subgoal of each episode by {@link EpisodeSupervisor}, in the order of
 * event time. Each event passes once, to {@link SessionFunction}.
 *
 * <p>State: the events that wait, and the supervisor until {@code gate.forget} after the last one.
 */
final class EpisodeFunction extends StepFunction<FailureRow> {
  private static final long serialVersionUID = 1;
  private static final int FORMAT = 1;

  static final OutputTag<StepEvent> PLAYED =
      new OutputTag<>("played", TypeInformation.of(StepEvent.class));
  static final OutputTag<Alert> ALERTS =
      new OutputTag<>("episode-alerts", TypeInformation.of(Alert.class));

  EpisodeFunction(GateConfig config) {
    super(config, "steps", "episode");
  }

  @Override
  public void processElement(StepEvent step, Context context, Collector<FailureRow> out) {
    tally().add(GateCount.WAITING, 1);
    waiting().keep(step.time(), step, context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<FailureRow> out)
      throws Exception {
    EpisodeMemory memory = memory(context.getCurrentKey());
    List<StepEvent> due = waiting().take(time);
    if (due.isEmpty() && memory.last == Long.MIN_VALUE) {
      return;
    }
    StepEvent before = null;
    for (StepEvent step : due) {
      tally().add(GateCount.WAITING, -1);
      if (step.equals(before)) {
        tally().add(GateCount.REPEATED, 1);
        continue;
      }
      before = step;
      tally().add(GateCount.EVENTS, 1);
      memory.supervisor.take(step.event());
      context.output(PLAYED, step);
    }
    if (memory.supervisor.due() <= time) {
      Optional<FailureReport> report = memory.supervisor.report(context.getCurrentKey(), time);
      report.ifPresent(failure -> tell(failure, context, out));
    }
    if (keep(memory, !due.isEmpty(), time, context.timerService())
        && memory.supervisor.due() < Long.MAX_VALUE) {
      context.timerService().registerEventTimeTimer(memory.supervisor.due());
    }
  }

  private void tell(FailureReport failure, Context context, Collector<FailureRow> out) {
    tally().add(GateCount.FAILURES, 1);
    FailureRow row = FailureRow.of(failure);
    out.collect(row);
    if (failure.cause() == Cause.SILENT_FAILURE) {
      context.output(ALERTS, GateAlerts.silentFailure(row));
    }
  }

  private EpisodeMemory memory(String episode) throws IOException {
    EpisodeMemory memory = new EpisodeMemory(supervision());
    byte[] bytes = packed();
    if (bytes != null) {
      DataInputDeserializer in = new DataInputDeserializer(bytes);
      in.readByte();
      memory.last = in.readLong();
      memory.noted = in.readLong();
      memory.supervisor.read(episode, in);
    }
    return memory;
  }

  private static final class EpisodeMemory extends Memory {
    private final EpisodeSupervisor supervisor;

    EpisodeMemory(GateRules.Supervision supervision) {
      supervisor = new EpisodeSupervisor(supervision.deadlineMs(), supervision.repairs());
    }

    @Override
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
