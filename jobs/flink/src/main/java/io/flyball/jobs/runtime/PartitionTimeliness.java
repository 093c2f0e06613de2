package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.time.Duration;
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
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Separates what is usable from dead letters, and says by which event time a late record had
 * arrived.
 *
 * <p>Lateness is judged against the newest event of the record's own partition, not against Flink's
 * watermark: a partition has one order, whatever the parallelism, the speed of the other partitions
 * or the moment of a restart, so the same input always gives the same verdicts. What is on time
 * here is never behind the watermark, which is the smallest of all partitions.
 *
 * @param <I> a record as it enters the job
 * @param <O> what of it goes on
 * @param <C> the clock of a partition, as the job's savepoints name it
 */
public abstract class PartitionTimeliness<
        I extends PartitionTimeliness.Input, O, C extends PartitionTimeliness.Clock>
    extends ProcessFunction<I, O> implements Counting {
  private static final long serialVersionUID = 1;

  /** What is refused here. */
  public static final OutputTag<DeadLetter> REFUSED =
      new OutputTag<>("refused", TypeInformation.of(DeadLetter.class));

  /** A record as it enters a job. */
  public interface Input {
    /** The record as read. */
    RawRecord raw();

    /** Event time, epoch ms. */
    long time();

    /** Why it was refused; or null. */
    Refusal refusal();

    /** Its JSON fields that no schema names. */
    UnknownFields unknownFields();
  }

  /** The newest event time of a partition. Operator state: each job has a class of its own. */
  public interface Clock {
    String topic();

    int partition();

    /** Epoch ms. */
    long newest();
  }

  private final String job;
  private final Class<C> clock;
  private final long bound;
  private final long lateness;
  private final Tally tally;
  private transient Map<String, Map<Integer, Long>> newest;
  private transient ListState<C> clocks;

  /**
   * @param outOfOrderness how far a record on time may come behind the newest of its partition
   * @param lateness how much later a record is still taken
   */
  protected PartitionTimeliness(
      String job, Class<C> clock, Duration outOfOrderness, Duration lateness, Enum<?>... counts) {
    this.job = job;
    this.clock = clock;
    this.bound = outOfOrderness.toMillis();
    this.lateness = lateness.toMillis();
    this.tally = new Tally(job, counts);
  }

  /** A clock for the state. */
  protected abstract C clock(String topic, int partition, long newest);

  /**
   * Hands a usable record on.
   *
   * @param onTime the event time before which it would be late
   */
  protected abstract void take(I in, long onTime, Context context, Collector<O> out);

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    Counting.super.initializeState(context);
    newest = new HashMap<>();
    // Union: after a rescale any subtask may read any partition.
    clocks =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("clocks", clock));
    for (C known : clocks.get()) {
      advance(known.topic(), known.partition(), known.newest());
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Counting.super.snapshotState(context);
    List<C> all = new ArrayList<>();
    newest.forEach(
        (topic, partitions) ->
            partitions.forEach((partition, time) -> all.add(clock(topic, partition, time))));
    clocks.update(all);
  }

  @Override
  public void processElement(I in, Context context, Collector<O> out) {
    tally.add("READ", 1);
    UnknownFieldsSeen.tell(in.raw(), in.time(), in.unknownFields(), context);
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
      tally.add("LATE", 1);
    }
    take(in, onTime, context, out);
  }

  private long advance(String topic, int partition, long time) {
    return newest.computeIfAbsent(topic, t -> new HashMap<>()).merge(partition, time, Math::max);
  }

  private void refuse(I in, Refusal refusal, Context context) {
    tally.refused(refusal.reason());
    context.output(REFUSED, DeadLetters.of(job, in.raw(), refusal));
  }

  private Refusal tooLate(I in, long onTime) {
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
