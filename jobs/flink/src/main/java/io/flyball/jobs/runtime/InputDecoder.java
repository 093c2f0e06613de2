package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.PlausibleTimes;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.check.FutureTime;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.io.Serializable;
import java.util.HashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Bytes to a job's input: decode, check the times, hand over by type. A function of the record
 * alone. Cost: the decoding, and one look-up by topic and by type.
 */
public abstract class InputDecoder<I extends JobInput<I>>
    implements SerializableFunction<RawRecord, I> {
  private static final long serialVersionUID = 1;

  /** What a record of one type becomes: an input, which may be a refusal. */
  protected interface Take<R, I> extends Serializable {
    I take(RawRecord raw, R record);
  }

  private final String job;
  private final String reads;
  private final int maxRecordBytes;
  private final long maxAhead;
  private final PlausibleTimes times;
  private final HashMap<String, RecordCodec<? extends SpecificRecord>> codecs = new HashMap<>();
  private final HashMap<Class<?>, Take<SpecificRecord, I>> takes = new HashMap<>();

  /**
   * @param job its name, and its section of the configuration
   * @param reads the names of the types that the job reads, as a message lists them
   */
  protected InputDecoder(String job, String reads, RecordLimits limits) {
    this.job = job;
    this.reads = reads;
    this.maxRecordBytes = limits.maxRecordBytes();
    this.maxAhead = limits.maxAhead().toMillis();
    this.times = limits.times(job);
  }

  /** To be called in the constructor, for each topic. */
  protected final <R extends SpecificRecord> void on(String topic, Class<R> type, Take<R, I> take) {
    codecs.put(topic, RecordCodec.of(type, maxRecordBytes));
    takes.put(type, (raw, record) -> take.take(raw, type.cast(record)));
  }

  /** The input that stands for a refused record. */
  protected abstract I refused(RawRecord raw, Refusal refusal);

  @Override
  public final I apply(RawRecord raw) {
    return ingest(raw, codecs.get(raw.topic()).decode(raw));
  }

  /** The same for a source that decodes by itself and may carry any of the job's input types. */
  public final I ingest(RawRecord raw, Decoded<? extends SpecificRecord> decoded) {
    if (decoded instanceof Decoded.Refused<? extends SpecificRecord> refused) {
      return refused(raw, refused.refusal());
    }
    var good = (Decoded.Good<? extends SpecificRecord>) decoded;
    return times
        .fault(good.value())
        .map(fault -> refused(raw, fault))
        .orElseGet(() -> present(raw, good.value()).with(good.unknownFields()));
  }

  /** The input of a record, unless its time lies ahead of its arrival. */
  private I present(RawRecord raw, SpecificRecord record) {
    Take<SpecificRecord, I> take = takes.get(record.getClass());
    I in = take == null ? refused(raw, unknown(record)) : take.take(raw, record);
    return in.refusal() != null
        ? in
        : FutureTime.check(in.time(), raw.ingestTime(), maxAhead)
            .map(ahead -> refused(raw, ahead))
            .orElse(in);
  }

  private Refusal unknown(SpecificRecord record) {
    String message = "the " + job + " job reads " + reads + ", not " + record.getSchema().getName();
    return Refusal.of(Reason.UNKNOWN_TYPE, "type", message);
  }
}
