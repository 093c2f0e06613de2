package io.flyball.jobs.gate;

import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DeadLetters;
import io.flyball.jobs.runtime.PartitionClocks;
import io.flyball.jobs.runtime.Tally;
import io.flyball.jobs.runtime.UnknownFieldsSeen;
import java.time.Instant;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Counts every record, and sets aside what was refused and what is too late. An event of an episode
 * is too late once its time was played; something about an action only when the action may have
 * been forgotten, for it would then be decided a second time. Its own partition's clock tells that;
 * event time counts beside it for what a partition brings that had been idle.
 */
final class IntakeFunction extends ProcessFunction<GateInput, ActionEvent> implements Counting {
  private static final long serialVersionUID = 1;

  static final OutputTag<DeadLetter> REFUSED =
      new OutputTag<>("refused", TypeInformation.of(DeadLetter.class));
  static final OutputTag<StepEvent> STEPS =
      new OutputTag<>("steps", TypeInformation.of(StepEvent.class));

  private final long bound;
  private final long keep;
  private final Tally tally = new Tally(GateTopology.JOB, GateCount.values());
  private transient PartitionClocks clocks;

  IntakeFunction(GateConfig config) {
    this.bound = config.outOfOrderness().toMillis();
    this.keep = config.keep().toMillis();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    Counting.super.initializeState(context);
    clocks = new PartitionClocks(context, bound);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Counting.super.snapshotState(context);
    clocks.snapshot();
  }

  @Override
  public void processElement(GateInput in, Context context, Collector<ActionEvent> out) {
    tally.add(GateCount.READ, 1);
    UnknownFieldsSeen.tell(in.raw(), in.time(), in.unknownFields(), context);
    Refusal refusal = in.refusal() == null ? late(in, context) : in.refusal();
    if (refusal != null) {
      tally.refused(refusal.reason());
      context.output(REFUSED, DeadLetters.of(GateTopology.JOB, in.raw(), refusal));
      return;
    }
    tally.add(GateCount.TAKEN, 1);
    if (in.action() != null) {
      out.collect(in.action());
    } else {
      context.output(STEPS, in.step());
    }
  }

  private Refusal late(GateInput in, Context context) {
    long clock = clocks.advance(in.raw(), in.time());
    long played = Math.max(clock - 1, context.timerService().currentWatermark());
    boolean action = in.action() != null;
    if (action ? in.time() + keep > played : in.time() > played) {
      return null;
    }
    String message =
        String.format(
            Locale.ROOT,
            "time is %s; the time of its partition went on to %s, and a record may come %d ms late",
            Instant.ofEpochMilli(in.time()),
            Instant.ofEpochMilli(played),
            action ? keep : bound);
    return Refusal.of(Reason.TOO_LATE, "time", message);
  }
}
