package io.flyball.jobs.loop;

import io.flyball.core.loop.Table;
import io.flyball.core.random.Draws;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Bundles events for the detectors of each scope, and sends a bundle before event time passes its
 * first event. What came late is left out: detectors see events in order, and what is late by its
 * own partition is late whatever the parallelism.
 *
 * <p>Keeps no state: everything has been sent on before a checkpoint's barrier passes.
 */
final class BundleSignals extends AbstractStreamOperator<SignalBundle>
    implements OneInputStreamOperator<Interaction, SignalBundle> {
  private static final long serialVersionUID = 1;
  private static final int MOST = 20_000;

  private final Scopes scopes;
  private transient Map<String, BundleBuilder> bundles;
  private transient int bundled;

  BundleSignals(LoopConfig config) {
    this.scopes = new Scopes(config);
  }

  @Override
  public void open() throws Exception {
    super.open();
    bundles = new HashMap<>();
  }

  @Override
  public void processElement(StreamRecord<Interaction> record) {
    Interaction touch = record.getValue();
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
      bundles
          .computeIfAbsent(scope, s -> new BundleBuilder())
          .add(kind, touch.time(), touch.id(), touch.user(), touch.item(), topic);
      bundled++;
    }
    if (bundled >= MOST) {
      flush(Long.MAX_VALUE);
    }
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

  private void flush(long time) {
    Iterator<Map.Entry<String, BundleBuilder>> all = bundles.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, BundleBuilder> entry = all.next();
      if (entry.getValue().earliest() <= time) {
        output.collect(new StreamRecord<>(entry.getValue().build(entry.getKey())));
        all.remove();
      }
    }
    bundled = bundles.isEmpty() ? 0 : bundled;
  }
}
