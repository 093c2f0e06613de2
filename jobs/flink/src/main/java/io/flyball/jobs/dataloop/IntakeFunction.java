package io.flyball.jobs.dataloop;

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
 * Counts every record, and sets aside what was refused and what comes after its time was played:
 * for its key time would go back. Whether it is too late is judged by its own partition's clock;
 * event time counts beside it for what a partition brings that had been idle.
 */
final class IntakeFunction extends ProcessFunction<DataloopInput, DataloopRecord>
    implements Counting {
  private static final long serialVersionUID = 1;

  static final OutputTag<DeadLetter> REFUSED =
      new OutputTag<>("refused", TypeInformation.of(DeadLetter.class));

  private final long bound;
  private final Tally tally = new Tally(DataloopTopology.JOB, DataloopCount.values());
  private transient PartitionClocks clocks;

  IntakeFunction(DataloopConfig config) {
    this.bound = config.outOfOrderness().toMillis();
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
  public void processElement(DataloopInput in, Context context, Collector<DataloopRecord> out) {
    tally.add(DataloopCount.READ, 1);
    UnknownFieldsSeen.tell(in.raw(), in.time(), in.unknownFields(), context);
    Refusal refusal = in.refusal() == null ? late(in, context) : in.refusal();
    if (refusal != null) {
      tally.refused(refusal.reason());
      context.output(REFUSED, DeadLetters.of(DataloopTopology.JOB, in.raw(), refusal));
    } else {
      tally.add(DataloopCount.TAKEN, 1);
      out.collect(in.record());
    }
  }

  private Refusal late(DataloopInput in, Context context) {
    long clock = clocks.advance(in.raw(), in.time());
    long played = Math.max(clock - 1, context.timerService().currentWatermark());
    if (in.record() == null || in.time() > played) {
      return null;
    }
    String message =
        String.format(
            Locale.ROOT,
            "time is %s; the time of its partition went on to %s, and a record may come %d ms late",
            Instant.ofEpochMilli(in.time()),
            Instant.ofEpochMilli(played),
            bound);
    return Refusal.of(Reason.TOO_LATE, "time", message);
  }
}
