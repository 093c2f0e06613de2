package io.flyball.jobs.gate;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.ControlRejection;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Gives each version of the rules the event time from which it holds. There is one of it, and what
 * uses rules waits for its event time: so all agree on the barrier, and an update that comes too
 * late for the time it asks for holds from the first time that nobody has reached.
 */
final class VersionsFunction
    extends KeyedCoProcessFunction<String, ActionEvent, ControlRecord, RulesVersion> {
  private static final long serialVersionUID = 1;

  static final OutputTag<Alert> ALERTS =
      new OutputTag<>("version-alerts", TypeInformation.of(Alert.class));

  private transient ValueState<RulesVersion> newest;

  @Override
  public void open(OpenContext context) {
    newest =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("newest", TypeInformation.of(RulesVersion.class)));
  }

  /** Only event time comes this way. */
  @Override
  public void processElement1(ActionEvent event, Context context, Collector<RulesVersion> out) {}

  @Override
  public void processElement2(ControlRecord in, Context context, Collector<RulesVersion> out)
      throws Exception {
    ControlUpdate update = in.forTarget(GateTopology.JOB);
    RulesVersion last = newest.value();
    if (update == null || (last != null && last.version() >= update.version())) {
      return;
    }
    String fault = GateRulesUpdate.fault(update);
    if (fault != null) {
      context.output(
          ALERTS,
          ControlRejection.of(GateTopology.JOB, String.valueOf(update.version()), update, fault));
      return;
    }
    GateRulesUpdate said = GateRulesUpdate.of(update);
    long reached = context.timerService().currentWatermark();
    long from = Math.max(said.from(), Math.min(reached, Long.MAX_VALUE - 1) + 1);
    if (last != null) {
      from = Math.max(from, last.from());
    }
    RulesVersion version = new RulesVersion(update.version(), from, said.shadow(), said.text());
    newest.update(version);
    out.collect(version);
  }
}
