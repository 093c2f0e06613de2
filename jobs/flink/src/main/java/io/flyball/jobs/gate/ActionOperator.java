package io.flyball.jobs.gate;

import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/** Lets {@link ActionFunction} work on keys other than that of its record. */
final class ActionOperator extends KeyedProcessOperator<String, ActionEvent, ActionEvent> {
  private static final long serialVersionUID = 1;

  ActionOperator(GateConfig config) {
    super(new ActionFunction(config));
  }

  @Override
  public void open() throws Exception {
    ((ActionFunction) userFunction).switchKeysBy(this::setCurrentKey);
    super.open();
  }
}
