package io.flyball.gateway;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What jobs and gateways wrote to topics. */
final class RecordValues {
  private RecordValues() {}

  /** A record's value; nothing of a tombstone, and of a value that is no such record. */
  static <T extends SpecificRecord> Optional<T> of(
      RecordCodec<T> codec, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    return codec.decode(RawRecord.of(record)) instanceof Decoded.Good<T> good
        ? Optional.of(good.value())
        : Optional.empty();
  }
}
