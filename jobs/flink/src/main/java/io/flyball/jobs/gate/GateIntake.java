package io.flyball.jobs.gate;

import io.flyball.jobs.runtime.IntakeFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Parts actions from events of episodes. Something about an action is too late only when the action
 * may have been forgotten, for it would then be decided a second time.
 */
final class GateIntake extends IntakeFunction<GateInput, ActionEvent> {
  private static final long serialVersionUID = 1;

  static final OutputTag<StepEvent> STEPS =
      new OutputTag<>("steps", TypeInformation.of(StepEvent.class));

  private final long keep;

  GateIntake(GateConfig config) {
    super(GateTopology.JOB, config.outOfOrderness(), GateCount.values());
    this.keep = config.keep().toMillis();
  }

  @Override
  protected void take(GateInput in, long clock, Context context, Collector<ActionEvent> out) {
    tally().add(GateCount.TAKEN, 1);
    if (in.action() != null) {
      out.collect(in.action());
    } else {
      context.output(STEPS, in.step());
    }
  }

  @Override
  protected long kept(GateInput in) {
    return in.action() == null ? 0 : keep;
  }
}
