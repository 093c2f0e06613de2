package io.flyball.connectors.topic;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.WriterSchema;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How brokers are reached by those who read a topic from its beginning to its end of the moment, or
 * write to it; without an engine.
 *
 * @param settings what every client is told, bootstrap.servers among it
 * @param registry what a schema registry says of a value's frame; null without one
 * @param patience how long brokers may take to answer
 */
public record TopicClients(
    Map<String, Object> settings, Function<byte[], WriterSchema> registry, Duration patience) {

  public TopicClients {
    settings = Map.copyOf(settings);
  }

  /** An administrative client. */
  public Admin admin() {
    return Admin.create(settings);
  }

  /** A consumer of what is committed, without a group. */
  public KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(reading());
  }

  /** A consumer of what is committed that may write its group's offsets. */
  KafkaConsumer<byte[], byte[]> consumer(String group) {
    Map<String, Object> reading = reading();
    reading.put("group.id", group);
    return new KafkaConsumer<>(reading);
  }

  private Map<String, Object> reading() {
    Map<String, Object> reading = new HashMap<>(settings);
    reading.remove("group.id");
    reading.put("key.deserializer", ByteArrayDeserializer.class);
    reading.put("value.deserializer", ByteArrayDeserializer.class);
    reading.put("isolation.level", "read_committed");
    reading.put("enable.auto.commit", false);
    reading.put("allow.auto.create.topics", false);
    return reading;
  }

  /** A record with what the schema registry says of its frame. */
  public RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
    return RawRecord.of(
        record, record.value(), registry == null ? null : registry.apply(record.value()));
  }
}
