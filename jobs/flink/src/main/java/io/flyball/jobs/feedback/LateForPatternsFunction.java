package io.flyball.jobs.feedback;

import io.flyball.core.record.Alert;
import io.flyball.jobs.runtime.Tally;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the signals that came too late for a pattern. Nothing is lost: each of them is in the
 * attributed stream, marked late.
 */
final class LateForPatternsFunction extends ProcessFunction<PatternEvent, Alert>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1;

  private transient Tally tally;

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    tally = new Tally(FeedbackTopology.JOB);
    tally.restore(getRuntimeContext(), context);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    tally.snapshot();
  }

  @Override
  public void processElement(PatternEvent event, Context context, Collector<Alert> out) {
    tally.add("LATE_FOR_PATTERNS", 1);
  }
}
