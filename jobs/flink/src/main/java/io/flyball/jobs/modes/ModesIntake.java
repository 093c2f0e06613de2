package io.flyball.jobs.modes;

import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.IntakeFunction;
import org.apache.flink.util.Collector;

/** Takes observations; a record that names no mode is passed over, however late it is. */
final class ModesIntake extends IntakeFunction<ModesInput, Observation> {
  private static final long serialVersionUID = 1;

  ModesIntake(ModesConfig config) {
    super(ModesTopology.JOB, config.outOfOrderness(), ModesCount.values());
  }

  @Override
  protected void take(ModesInput in, long clock, Context context, Collector<Observation> out) {
    if (in.observation() == null) {
      tally().add(ModesCount.PASSED_OVER, 1);
    } else {
      tally().add(ModesCount.TAKEN, 1);
      out.collect(in.observation());
    }
  }

  @Override
  protected Refusal late(ModesInput in, long clock, long watermark) {
    return in.observation() == null ? null : super.late(in, clock, watermark);
  }
}
