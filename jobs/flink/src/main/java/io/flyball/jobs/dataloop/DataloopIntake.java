package io.flyball.jobs.dataloop;

import io.flyball.jobs.runtime.IntakeFunction;
import org.apache.flink.util.Collector;

/** Takes probes, votes, steps and transitions. */
final class DataloopIntake extends IntakeFunction<DataloopInput, DataloopRecord> {
  private static final long serialVersionUID = 1;

  DataloopIntake(DataloopConfig config) {
    super(DataloopTopology.JOB, config.outOfOrderness(), DataloopCount.values());
  }

  @Override
  protected void take(
      DataloopInput in, long clock, Context context, Collector<DataloopRecord> out) {
    tally().add(DataloopCount.TAKEN, 1);
    out.collect(in.record());
  }
}
