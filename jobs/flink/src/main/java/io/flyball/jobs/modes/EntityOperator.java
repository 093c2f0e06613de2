package io.flyball.jobs.modes;

import io.flyball.jobs.runtime.ControlRecord;
import java.util.List;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;

/** Lets {@link EntityFunction} work on keys other than that of its record. */
final class EntityOperator
    extends CoBroadcastWithKeyedOperator<String, Observation, ControlRecord, ModeStep> {
  private static final long serialVersionUID = 1;

  EntityOperator(ModesConfig config) {
    super(new EntityFunction(config), List.of(EntityFunction.CONTROL));
  }

  @Override
  public void open() throws Exception {
    ((EntityFunction) userFunction).switchKeysBy(this::setCurrentKey);
    super.open();
  }
}
