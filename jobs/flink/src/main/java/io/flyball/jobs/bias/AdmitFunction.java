package io.flyball.jobs.bias;

import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.runtime.DeadLetters;
import io.flyball.jobs.runtime.Tally;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Separates what is usable from dead letters, which keep their raw bytes. */
final class AdmitFunction extends ProcessFunction<CameraInput, CameraArrival>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1;

  static final OutputTag<DeadLetter> REFUSED =
      new OutputTag<>("refused", TypeInformation.of(DeadLetter.class));

  private transient Tally tally;

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    tally = new Tally(BiasTopology.JOB);
    tally.restore(getRuntimeContext(), context);
    tally.declare(BiasCount.values());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    tally.snapshot();
  }

  @Override
  public void processElement(CameraInput in, Context context, Collector<CameraArrival> out) {
    tally.add(BiasCount.READ, 1);
    if (in.refusal() == null) {
      out.collect(CameraArrival.of(in));
      return;
    }
    tally.add(BiasCount.DEAD_LETTERS, 1);
    tally.add(BiasCount.DEAD_LETTERS + "." + in.refusal().reason(), 1);
    context.output(REFUSED, DeadLetters.of(BiasTopology.JOB, in.raw(), in.refusal()));
  }
}
