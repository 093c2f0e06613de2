package io.flyball.gateway;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.record.Refusal;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record that was decoded and checked: either ready to be sent, or refused.
 *
 * @param kind null where it could not be told
 * @param id its idempotency key; empty where it has none
 * @param record as it was decoded; null where refused
 * @param key Kafka key; null where refused
 * @param value Avro single-object encoding; null where refused
 * @param headers for the Kafka record
 * @param raw as it came, for a dead letter
 * @param refusal null where it is ready
 * @param unknownFields what its JSON has and no schema names; it was left out
 */
@SuppressWarnings("ArrayRecordComponent")
record Prepared(
    RecordKind kind,
    String id,
    SpecificRecord record,
    byte[] key,
    byte[] value,
    Map<String, String> headers,
    RawRecord raw,
    Refusal refusal,
    UnknownFields unknownFields) {

  /** A record without unknown fields. */
  Prepared(
      RecordKind kind,
      String id,
      SpecificRecord record,
      byte[] key,
      byte[] value,
      Map<String, String> headers,
      RawRecord raw,
      Refusal refusal) {
    this(kind, id, record, key, value, headers, raw, refusal, UnknownFields.NONE);
  }
}
