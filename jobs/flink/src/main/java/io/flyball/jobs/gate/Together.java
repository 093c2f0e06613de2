package io.flyball.jobs.gate;

import java.util.List;
import org.apache.flink.streaming.api.functions.co.CoMapFunction;

/** Proposals with their rules, and what else comes of actions, as one stream. */
final class Together implements CoMapFunction<RuledAction, ActionEvent, RuledAction> {
  private static final long serialVersionUID = 1;

  @Override
  public RuledAction map1(RuledAction proposal) {
    return proposal;
  }

  @Override
  public RuledAction map2(ActionEvent rest) {
    return new RuledAction(rest, List.of());
  }

  /** Versions and scored actions as one stream. */
  static final class Guarded implements CoMapFunction<RulesVersion, Scored, GuardEvent> {
    private static final long serialVersionUID = 1;

    @Override
    public GuardEvent map1(RulesVersion version) {
      return new GuardEvent(version, null);
    }

    @Override
    public GuardEvent map2(Scored scored) {
      return new GuardEvent(null, scored);
    }
  }
}
