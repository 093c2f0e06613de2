package io.flyball.jobs.gate;

import io.flyball.core.record.Alert;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.Tally;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Makes answers of a called critic critiques at the time of their proposal, so that they count
 * before its deadline however long the call took, and counts those that did not come.
 */
final class AnswerFunction extends ProcessFunction<CriticCall, ActionEvent> implements Counting {
  private static final long serialVersionUID = 1;

  static final OutputTag<Alert> ALERTS =
      new OutputTag<>("call-alerts", TypeInformation.of(Alert.class));

  private final String critic;
  private final Tally tally = new Tally(GateTopology.JOB);

  AnswerFunction(String critic) {
    this.critic = critic;
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void processElement(CriticCall call, Context context, Collector<ActionEvent> out) {
    if (call.alarm()) {
      Alert alert =
          call.answered() ? GateAlerts.unreadable(critic, call) : GateAlerts.failing(critic, call);
      context.output(ALERTS, alert);
    }
    if (!call.answered()) {
      tally.add(GateCount.ABSTAINED, 1);
      return;
    }
    tally.add(GateCount.READ, 1);
    tally.add(GateCount.TAKEN, 1);
    tally.add(GateCount.ANSWERED, 1);
    out.collect(
        ActionEvent.critique(
            call.action(), call.time(), critic, call.probability(), call.suggestion()));
  }
}
