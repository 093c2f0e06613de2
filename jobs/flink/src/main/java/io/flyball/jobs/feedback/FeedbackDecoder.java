package io.flyball.jobs.feedback;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.FirstArrival;
import io.flyball.connectors.codec.PlausibleTimes;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.SenderClock;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.connectors.codec.check.CoreRecords;
import io.flyball.connectors.codec.check.RecordCheck;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.commons.codec.digest.MurmurHash3;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Bytes to {@link Ingested}: decode, validate, refuse what claims to come from the future. A pure
 * function of the record alone, so that a source may call it before anybody knows event time.
 */
public final class FeedbackDecoder implements SerializableFunction<RawRecord, Ingested> {
  private static final long serialVersionUID = 1;

  /** Length of the Avro single-object header, which is no part of the payload. */
  private static final int HEADER = 10;

  private final String exposuresTopic;
  private final long maxAhead;
  private final PlausibleTimes times;
  private final RecordCodec<Exposure> exposures;
  private final RecordCodec<FeedbackSignal> signals;

  public FeedbackDecoder(FeedbackConfig config) {
    this.exposuresTopic = config.exposuresTopic();
    this.maxAhead = config.records().maxAhead().toMillis();
    this.times = config.records().times(FeedbackTopology.JOB);
    this.exposures = RecordCodec.of(Exposure.class, config.records().maxRecordBytes());
    this.signals = RecordCodec.of(FeedbackSignal.class, config.records().maxRecordBytes());
  }

  @Override
  public Ingested apply(RawRecord raw) {
    return ingest(
        raw, raw.topic().equals(exposuresTopic) ? exposures.decode(raw) : signals.decode(raw));
  }

  /** The same for a source that decodes by itself and may carry any of the job's input types. */
  public Ingested ingest(RawRecord raw, Decoded<? extends SpecificRecord> decoded) {
    if (decoded instanceof Decoded.Refused<? extends SpecificRecord> refused) {
      return Ingested.refused(raw, refused.refusal(), UnknownFields.NONE);
    }
    var good = (Decoded.Good<? extends SpecificRecord>) decoded;
    SenderClock.correct(good.value(), FirstArrival.of(raw));
    Optional<Refusal> implausible = times.fault(good.value());
    if (implausible.isPresent()) {
      return Ingested.refused(raw, implausible.get(), good.unknownFields());
    }
    Ingested in = map(raw, good);
    Optional<Refusal> fault = in.refusal() == null ? fault(in) : Optional.empty();
    return fault.map(refusal -> Ingested.refused(raw, refusal, in.unknownFields())).orElse(in);
  }

  private Ingested map(RawRecord raw, Decoded.Good<? extends SpecificRecord> good) {
    SpecificRecord record = good.value();
    UnknownFields unknown = good.unknownFields();
    if (record instanceof Exposure avro) {
      long[] hash = hash(exposures, avro, raw, good.body());
      return new Ingested(raw, CoreRecords.of(avro), null, null, unknown, hash[0], hash[1]);
    }
    if (record instanceof FeedbackSignal avro) {
      long[] hash = hash(signals, avro, raw, good.body());
      return new Ingested(raw, null, CoreRecords.of(avro), null, unknown, hash[0], hash[1]);
    }
    String message =
        "the feedback job reads Exposure and FeedbackSignal, not " + record.getSchema().getName();
    return Ingested.refused(raw, Refusal.of(Reason.UNKNOWN_TYPE, "type", message), unknown);
  }

  private Optional<Refusal> fault(Ingested in) {
    long arrival = in.raw().ingestTime();
    return in.exposure() != null
        ? RecordCheck.exposure(in.exposure(), arrival, maxAhead)
        : RecordCheck.signal(in.signal(), arrival, maxAhead);
  }

  /**
   * The same record gives the same hash, whatever it was written in and however often it was sent.
   * What tells of the sender's clock stands last, and is no part of it.
   *
   * @param body where its bytes begin in the raw value; -1 when that has others
   */
  private static <T extends SpecificRecord> long[] hash(
      RecordCodec<T> codec, T record, RawRecord raw, int body) {
    if (!SenderClock.isUnstated(record)) {
      return hash(codec.encode(SenderClock.content(record)), HEADER);
    }
    return body < 0 ? hash(codec.encode(record), HEADER) : hash(raw.value(), body);
  }

  private static long[] hash(byte[] bytes, int body) {
    int length = bytes.length - body - SenderClock.UNSTATED_BYTES;
    return MurmurHash3.hash128x64(bytes, body, length, 0);
  }
}
