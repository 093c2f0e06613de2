package io.flyball.jobs.runtime;

import org.apache.flink.api.common.functions.RichFunction;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * An operator with counts that survive restarts. One with operator state of its own calls {@code
 * Counting.super} from its versions of the two methods.
 */
public interface Counting extends CheckpointedFunction, RichFunction {
  /** The counts of this operator. */
  Tally tally();

  @Override
  default void initializeState(FunctionInitializationContext context) throws Exception {
    tally().restore(getRuntimeContext(), context);
  }

  @Override
  default void snapshotState(FunctionSnapshotContext context) throws Exception {
    tally().snapshot();
  }
}
