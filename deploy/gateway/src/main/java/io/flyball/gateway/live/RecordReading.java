package io.flyball.gateway.live;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.WriterSchema;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes the records of a topic; used by one thread. */
final class RecordReading<T extends SpecificRecord> {
  /** Snapshots and dead letters may be as long. */
  private static final int LARGEST = 16 << 20;

  private final RecordCodec<T> codec;
  private final Function<byte[], WriterSchema> registry;

  /**
   * @param registry what a schema registry says of a value's frame; null without one
   */
  RecordReading(Class<T> type, Function<byte[], WriterSchema> registry) {
    this.codec = RecordCodec.of(type, LARGEST);
    this.registry = registry;
  }

  Decoded<T> decode(ConsumerRecord<byte[], byte[]> record) {
    WriterSchema writer = registry == null ? null : registry.apply(record.value());
    return codec.decode(RawRecord.of(record, record.value(), writer));
  }
}
