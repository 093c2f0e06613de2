package io.flyball.jobs.loop;

import io.flyball.core.loop.Table;
import io.flyball.core.random.Draws;

/**
 * Bundles events for the detectors of each scope, and sends a bundle before event time passes its
 * first event. What came late is left out: detectors see events in order, and what is late by its
 * own partition is late whatever the parallelism.
 */
final class BundleSignals extends GatherOperator<String, BundleBuilder, SignalBundle> {
  private static final long serialVersionUID = 1;
  private static final int MOST = 20_000;

  private final Scopes scopes;

  BundleSignals(LoopConfig config) {
    super(MOST);
    this.scopes = new Scopes(config);
  }

  @Override
  void gather(Interaction touch) {
    if (touch.known() > touch.time()) {
      return;
    }
    byte kind;
    switch (touch.table()) {
      case EXPOSURE -> kind = BundleBuilder.kind(BundleBuilder.SHOWN, touch.source());
      case FEEDBACK -> kind = BundleBuilder.kind(BundleBuilder.TAKEN, touch.source());
      case HOLDOUT_FEEDBACK -> kind = BundleBuilder.HOLDOUT;
      default -> {
        return;
      }
    }
    long topic =
        touch.table() == Table.FEEDBACK && !touch.categories().isEmpty()
            ? Draws.hash64(touch.categories()) | 1
            : 0;
    for (String scope : scopes.of(touch.surface(), touch.model(), touch.cohort(), touch.source())) {
      more(scope, BundleBuilder::new)
          .add(kind, touch.time(), touch.id(), touch.user(), touch.item(), topic);
    }
  }

  @Override
  long due(String scope, BundleBuilder bundle) {
    return bundle.earliest();
  }

  @Override
  SignalBundle build(String scope, BundleBuilder bundle) {
    return bundle.build(scope);
  }
}
