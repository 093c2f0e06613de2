package io.flyball.jobs.gate;

import java.util.List;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;

/** Lets {@link VerdictFunction} work on keys other than that of its record. */
final class VerdictOperator
    extends CoBroadcastWithKeyedOperator<String, RuledAction, Belief, VerdictRow> {
  private static final long serialVersionUID = 1;

  VerdictOperator(GateConfig config) {
    super(new VerdictFunction(config), List.of(VerdictFunction.BELIEFS));
  }

  @Override
  public void open() throws Exception {
    ((VerdictFunction) userFunction).switchKeysBy(this::setCurrentKey);
    super.open();
  }
}
