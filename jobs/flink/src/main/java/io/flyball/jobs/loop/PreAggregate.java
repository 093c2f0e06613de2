package io.flyball.jobs.loop;

import io.flyball.core.loop.PaneAccumulator;
import io.flyball.core.loop.PanePart;
import io.flyball.core.loop.Source;
import io.flyball.core.loop.Table;
import java.util.List;

/**
 * The first of two stages of aggregation: counts where the events are, and sends a scope what a
 * pane has gained when the pane ends, when there is much of it, or when a checkpoint comes. A scope
 * that gets most of the traffic is counted by every subtask, and its one key only merges.
 */
final class PreAggregate extends GatherOperator<PreAggregate.Key, PaneAccumulator, PanePart> {
  private static final long serialVersionUID = 1;

  /** Counted pairs after which all is sent on, some 10 MB. */
  private static final int MOST = 100_000;

  record Key(String scope, long pane, long known) {}

  private final Panes panes;
  private final Scopes scopes;

  PreAggregate(LoopConfig config) {
    super(MOST);
    this.panes = config.panes();
    this.scopes = new Scopes(config);
  }

  @Override
  void gather(Interaction touch) {
    long pane = panes.of(touch.time());
    long known = panes.of(touch.known());
    if (touch.table() == Table.DECISION) {
      add(new Key(scopes.ofPolicy(touch.model()), pane, known), touch);
    } else {
      List<String> all = scopes.of(touch.surface(), touch.model(), touch.cohort(), touch.source());
      for (String scope : all) {
        add(new Key(scope, pane, known), touch);
      }
    }
  }

  private void add(Key key, Interaction touch) {
    PaneAccumulator tally = more(key, PaneAccumulator::new);
    if (!touch.table().isInteractions()) {
      tally.count(touch.table(), touch.user(), touch.item(), touch.rank());
      return;
    }
    tally.interaction(touch.table(), touch.user(), touch.item());
    tally.categories(touch.item(), touch.categories());
    if (touch.table() == Table.EXPOSURE) {
      tally.count(Table.SHOWN, number(touch.source()), touch.rank(), 1);
    } else if (touch.table() == Table.FEEDBACK && touch.isClick()) {
      tally.count(Table.CLICK, number(touch.source()), touch.rank(), 1);
    }
  }

  private static long number(Source source) {
    return PaneAccumulator.number(source);
  }

  @Override
  long due(Key key, PaneAccumulator tally) {
    return panes.last(key.known());
  }

  @Override
  PanePart build(Key key, PaneAccumulator tally) {
    return tally.toPart(key.scope(), key.pane(), key.known());
  }
}
