package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.ControlUpdate;
import org.apache.flink.util.function.SerializableFunction;

/** Bytes to {@link ControlRecord}; refuses a version below 1. */
public final class ControlDecoder implements SerializableFunction<RawRecord, ControlRecord> {
  /** The topic of every job's control updates. */
  public static final String TOPIC = "control";

  private static final long serialVersionUID = 1;

  private final RecordCodec<ControlUpdate> codec = RecordCodec.of(ControlUpdate.class);

  @Override
  public ControlRecord apply(RawRecord raw) {
    Decoded<ControlUpdate> decoded = codec.decode(raw);
    if (decoded instanceof Decoded.Good<ControlUpdate> good) {
      return of(raw, good.value(), good.unknownFields());
    }
    return new ControlRecord(raw, null, ((Decoded.Refused<ControlUpdate>) decoded).refusal());
  }

  /** The same for a source that decodes by itself. */
  public static ControlRecord of(RawRecord raw, ControlUpdate update, UnknownFields unknown) {
    if (update.getVersion() < 1) {
      String message = "version is " + update.getVersion() + "; it must be at least 1";
      return new ControlRecord(
          raw, null, Refusal.of(Reason.OUT_OF_RANGE, "version", message), unknown);
    }
    return new ControlRecord(raw, RecordMapping.fromAvro(update), null, unknown);
  }
}
