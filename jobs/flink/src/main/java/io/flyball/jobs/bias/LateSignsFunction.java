package io.flyball.jobs.bias;

import io.flyball.core.record.Alert;
import io.flyball.jobs.runtime.Tally;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Counts the windows that came too late for a pattern; each of them is in the windows' stream. */
final class LateSignsFunction extends ProcessFunction<CameraSign, Alert>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1;

  private transient Tally tally;

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    tally = new Tally(BiasTopology.JOB);
    tally.restore(getRuntimeContext(), context);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    tally.snapshot();
  }

  @Override
  public void processElement(CameraSign sign, Context context, Collector<Alert> out) {
    tally.add(BiasCount.LATE_FOR_PATTERNS, 1);
  }
}
