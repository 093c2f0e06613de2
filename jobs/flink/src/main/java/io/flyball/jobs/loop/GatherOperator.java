package io.flyball.jobs.loop;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gathers interactions in memory, and sends on what was gathered before event time passes it, when
 * there is much of it, before a checkpoint and at the end. Keeps no state: everything has been sent
 * on before a checkpoint's barrier passes.
 *
 * @param <K> what is gathered apart
 * @param <G> what is gathered
 */
abstract class GatherOperator<K, G, O> extends AbstractStreamOperator<O>
    implements OneInputStreamOperator<Interaction, O> {
  private static final long serialVersionUID = 1;

  private final int most;
  private transient Map<K, G> gathered;
  private transient int count;

  /**
   * @param most additions after which all is sent on
   */
  GatherOperator(int most) {
    this.most = most;
  }

  /** Adds an interaction to what is gathered. */
  abstract void gather(Interaction touch);

  /** The event time before which it must have been sent on. */
  abstract long due(K key, G value);

  /** What is sent on. */
  abstract O build(K key, G value);

  /** What is gathered of a key, for one more addition. */
  final G more(K key, Supplier<G> fresh) {
    count++;
    return gathered.computeIfAbsent(key, k -> fresh.get());
  }

  @Override
  public final void open() throws Exception {
    super.open();
    gathered = new HashMap<>();
  }

  @Override
  public final void processElement(StreamRecord<Interaction> record) {
    gather(record.getValue());
    if (count >= most) {
      flush(Long.MAX_VALUE);
    }
  }

  @Override
  public final void processWatermark(Watermark mark) throws Exception {
    flush(mark.getTimestamp());
    super.processWatermark(mark);
  }

  @Override
  public final void prepareSnapshotPreBarrier(long checkpointId) {
    flush(Long.MAX_VALUE);
  }

  @Override
  public final void finish() throws Exception {
    flush(Long.MAX_VALUE);
    super.finish();
  }

  private void flush(long time) {
    Iterator<Map.Entry<K, G>> all = gathered.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<K, G> entry = all.next();
      if (due(entry.getKey(), entry.getValue()) <= time) {
        output.collect(new StreamRecord<>(build(entry.getKey(), entry.getValue())));
        all.remove();
      }
    }
    count = gathered.isEmpty() ? 0 : count;
  }
}
