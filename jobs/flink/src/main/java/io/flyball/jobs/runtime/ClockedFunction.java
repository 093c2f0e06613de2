package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.RawRecord;
import java.time.Duration;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;

/**
 * An operator with counts and with {@link PartitionClocks}: whether a record is late is judged by
 * its own partition's clock.
 */
public abstract class ClockedFunction<I, O> extends ProcessFunction<I, O> implements Counting {
  private static final long serialVersionUID = 1;

  private final long bound;
  private final Tally tally;
  private transient PartitionClocks clocks;

  /**
   * @param outOfOrderness how far a partition's records may be out of order
   * @param counts shown before there is anything to count
   */
  protected ClockedFunction(String job, Duration outOfOrderness, Enum<?>... counts) {
    this.bound = outOfOrderness.toMillis();
    this.tally = new Tally(job, counts);
  }

  @Override
  public final Tally tally() {
    return tally;
  }

  @Override
  public final void initializeState(FunctionInitializationContext context) throws Exception {
    Counting.super.initializeState(context);
    clocks = new PartitionClocks(context, bound);
  }

  @Override
  public final void snapshotState(FunctionSnapshotContext context) throws Exception {
    Counting.super.snapshotState(context);
    clocks.snapshot();
  }

  /** How far a partition's records may be out of order, ms. */
  protected final long bound() {
    return bound;
  }

  /** The event time before which a record of the partition is late, once it has got this one. */
  protected final long advance(RawRecord raw, long time) {
    return clocks.advance(raw, time);
  }
}
