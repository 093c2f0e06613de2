package io.flyball.jobs.loop;

import io.flyball.core.loop.HindsightPair;
import io.flyball.core.loop.Outcome;
import io.flyball.core.loop.PaneAccumulator;
import io.flyball.core.loop.PanePart;
import io.flyball.core.random.Draws;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Hands an outcome to the windows of every scope that it belongs to, and to its detectors. */
final class OutcomeFunction extends ProcessFunction<OutcomeSeen, PanePart> {
  private static final long serialVersionUID = 1;

  static final OutputTag<SignalBundle> SIGNALS =
      new OutputTag<>("signals", TypeInformation.of(SignalBundle.class));

  private final Panes panes;
  private final Scopes scopes;

  OutcomeFunction(LoopConfig config) {
    this.panes = config.panes();
    this.scopes = new Scopes(config);
  }

  @Override
  public void processElement(OutcomeSeen seen, Context context, Collector<PanePart> out) {
    PaneAccumulator tally = new PaneAccumulator();
    tally.outcome(seen.outcome());
    for (String scope : scopes.of(seen.surface(), seen.model(), seen.cohort(), seen.source())) {
      out.collect(tally.toPart(scope, panes.of(seen.time()), panes.of(seen.known())));
      if (seen.known() == seen.time() && isMatched(seen.outcome())) {
        context.output(SIGNALS, bundle(scope, seen));
      }
    }
  }

  private static boolean isMatched(Outcome outcome) {
    return outcome.kind() == HindsightPair.Kind.MATCHED
        || outcome.kind() == HindsightPair.Kind.UPDATED;
  }

  private static SignalBundle bundle(String scope, OutcomeSeen seen) {
    BundleBuilder bundle = new BundleBuilder();
    Outcome outcome = seen.outcome();
    bundle.add(
        BundleBuilder.OUTCOME,
        seen.time(),
        Draws.bits(Draws.hash64(outcome.id()), 0, outcome.revision()),
        0,
        Double.doubleToLongBits(outcome.immediate()),
        Double.doubleToLongBits(outcome.hindsight()));
    return bundle.build(scope);
  }
}
