package io.flyball.jobs.loop;

import io.flyball.core.loop.PanePart;
import io.flyball.core.loop.PaneTally;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Hands an outcome to every scope that it belongs to. */
final class OutcomeFunction implements FlatMapFunction<OutcomeSeen, PanePart> {
  private static final long serialVersionUID = 1;

  private final Panes panes;
  private final Scopes scopes;

  OutcomeFunction(LoopConfig config) {
    this.panes = config.panes();
    this.scopes = new Scopes(config);
  }

  @Override
  public void flatMap(OutcomeSeen seen, Collector<PanePart> out) {
    PaneTally tally = new PaneTally();
    tally.outcome(seen.outcome());
    for (String scope : scopes.of(seen.surface(), seen.model(), seen.cohort(), seen.source())) {
      out.collect(tally.toPart(scope, panes.of(seen.time()), panes.of(seen.known())));
    }
  }
}
