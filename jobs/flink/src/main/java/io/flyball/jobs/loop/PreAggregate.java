package io.flyball.jobs.loop;

import io.flyball.core.loop.PaneAccumulator;
import io.flyball.core.loop.PanePart;
import io.flyball.core.loop.Source;
import io.flyball.core.loop.Table;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The first of two stages of aggregation: counts where the events are, and sends a scope what a
 * pane has gained when the pane ends, when there is much of it, or when a checkpoint comes. A scope
 * that gets most of the traffic is counted by every subtask, and its one key only merges.
 *
 * <p>Keeps no state: everything has been sent on before a checkpoint's barrier passes.
 */
final class PreAggregate extends AbstractStreamOperator<PanePart>
    implements OneInputStreamOperator<Interaction, PanePart> {
  private static final long serialVersionUID = 1;

  /** Counted pairs after which all is sent on, some 10 MB. */
  private static final int MOST = 100_000;

  private record Key(String scope, long pane, long known) {}

  private final Panes panes;
  private final Scopes scopes;
  private transient Map<Key, PaneAccumulator> tallies;
  private transient int counted;

  PreAggregate(LoopConfig config) {
    this.panes = config.panes();
    this.scopes = new Scopes(config);
  }

  @Override
  public void open() throws Exception {
    super.open();
    tallies = new HashMap<>();
  }

  @Override
  public void processElement(StreamRecord<Interaction> record) {
    Interaction touch = record.getValue();
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
    if (counted >= MOST) {
      flush(Long.MAX_VALUE);
    }
  }

  private void add(Key key, Interaction touch) {
    PaneAccumulator tally = tallies.computeIfAbsent(key, k -> new PaneAccumulator());
    counted++;
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
  public void processWatermark(Watermark mark) throws Exception {
    flush(mark.getTimestamp());
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush(Long.MAX_VALUE);
  }

  @Override
  public void finish() throws Exception {
    flush(Long.MAX_VALUE);
    super.finish();
  }

  /** Sends on what a scope must have before event time reaches {@code time}. */
  private void flush(long time) {
    Iterator<Map.Entry<Key, PaneAccumulator>> all = tallies.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Key, PaneAccumulator> entry = all.next();
      Key key = entry.getKey();
      if (panes.last(key.known()) <= time) {
        PanePart part = entry.getValue().toPart(key.scope(), key.pane(), key.known());
        output.collect(new StreamRecord<>(part));
        all.remove();
      }
    }
    counted = tallies.isEmpty() ? 0 : counted;
  }
}
