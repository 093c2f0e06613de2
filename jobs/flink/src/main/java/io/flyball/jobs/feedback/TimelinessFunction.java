package io.flyball.jobs.feedback;

import io.flyball.core.feedback.FeedbackCount;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.DeadLetters;
import io.flyball.jobs.runtime.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Separates what is usable from dead letters, and notes by which event time a late record had
 * arrived.
 *
 * <p>Lateness is judged against the newest event of the record's own partition, not against Flink's
 * watermark: a partition has one order, whatever the parallelism, the speed of the other partitions
 * or the moment of a restart, so the same input always gives the same marks. What is on time here
 * is never behind the watermark, which is the smallest of all partitions.
 */
final class TimelinessFunction extends ProcessFunction<Ingested, FeedbackEvent>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1;

  static final OutputTag<DeadLetter> REFUSED =
      new OutputTag<>("refused", TypeInformation.of(DeadLetter.class));

  private final long bound;
  private final long lateness;
  private transient Tally tally;
  private transient Map<String, Map<Integer, Long>> newest;
  private transient ListState<PartitionClock> clocks;

  TimelinessFunction(FeedbackConfig config) {
    this.bound = config.outOfOrderness().toMillis();
    this.lateness = config.lateness().toMillis();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    tally = new Tally(FeedbackTopology.JOB);
    tally.restore(getRuntimeContext(), context);
    tally.declare(FeedbackCount.values());
    newest = new HashMap<>();
    // Union: after a rescale any subtask may read any partition.
    clocks =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("clocks", PartitionClock.class));
    for (PartitionClock clock : clocks.get()) {
      advance(clock.topic(), clock.partition(), clock.newest());
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    tally.snapshot();
    List<PartitionClock> all = new ArrayList<>();
    newest.forEach(
        (topic, partitions) ->
            partitions.forEach(
                (partition, time) -> all.add(new PartitionClock(topic, partition, time))));
    clocks.update(all);
  }

  @Override
  public void processElement(Ingested in, Context context, Collector<FeedbackEvent> out) {
    tally.add(FeedbackCount.READ, 1);
    if (in.unknownFields() > 0) {
      tally.add(FeedbackCount.UNKNOWN_FIELDS, in.unknownFields());
    }
    if (in.refusal() != null) {
      refuse(in, in.refusal(), context);
      return;
    }
    long onTime = advance(in.raw().topic(), in.raw().partition(), in.time()) - bound;
    if (in.time() < onTime - lateness) {
      refuse(in, tooLate(in, onTime), context);
      return;
    }
    if (in.time() < onTime) {
      tally.add(FeedbackCount.LATE, 1);
    }
    out.collect(FeedbackEvent.of(in, Math.max(in.time(), onTime)));
  }

  private long advance(String topic, int partition, long time) {
    return newest.computeIfAbsent(topic, t -> new HashMap<>()).merge(partition, time, Math::max);
  }

  private void refuse(Ingested in, Refusal refusal, Context context) {
    tally.add(FeedbackCount.DEAD_LETTERS, 1);
    tally.add(FeedbackCount.DEAD_LETTERS + "." + refusal.reason(), 1);
    context.output(REFUSED, DeadLetters.of(FeedbackTopology.JOB, in.raw(), refusal));
  }

  private Refusal tooLate(Ingested in, long onTime) {
    String message =
        String.format(
            Locale.ROOT,
            "time is %s; the partition has reached %s and takes at most %d ms less",
            Instant.ofEpochMilli(in.time()),
            Instant.ofEpochMilli(onTime + bound),
            bound + lateness);
    return Refusal.of(Reason.TOO_LATE, "time", message);
  }
}
