package io.flyball.connectors.kafka;

import io.flyball.connectors.codec.EventBatch;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.registry.SchemaRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Builds Kafka sources that hand raw records to a decoder, which sees every byte and may refuse.
 */
public final class KafkaSources {
  /**
   * How much of one partition comes at once. While a backlog is read, partitions are ahead of one
   * another in event time by so much, and what is ahead waits in state; Kafka's own MiB holds four
   * times as many records there.
   */
  private static final String FETCH_BYTES = Integer.toString(256 << 10);

  private KafkaSources() {}

  /**
   * An unbounded source of some topics, which reads only what transactions have committed.
   *
   * @param extra client settings that win over the defaults made here
   * @param groupId consumer group for which offsets are committed on checkpoints
   * @param decode turns a raw record, tombstones included, into an element; null drops it
   * @param registry where schemas of framed records are looked up, if anywhere
   * @param startingOffsets where to start without a checkpoint
   */
  public static <T> KafkaSource<T> of(
      String bootstrap,
      Properties extra,
      Optional<SchemaRegistry> registry,
      String groupId,
      List<String> topics,
      SerializableFunction<RawRecord, T> decode,
      TypeInformation<T> type,
      OffsetsInitializer startingOffsets) {
    return KafkaSource.<T>builder()
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES)
        .setProperties(extra)
        .setBootstrapServers(bootstrap)
        .setGroupId(groupId)
        .setKafkaSubscriber(new NamedTopics(bootstrap, topics))
        .setStartingOffsets(startingOffsets)
        .setDeserializer(new RawDeserializer<>(decode, registry.orElse(null), type))
        .build();
  }

  private record RawDeserializer<T>(
      SerializableFunction<RawRecord, T> decode, SchemaRegistry registry, TypeInformation<T> type)
      implements KafkaRecordDeserializationSchema<T> {

    /** 1 while the schema registry does not answer, for whoever watches the job. */
    @Override
    public void open(DeserializationSchema.InitializationContext context) {
      context
          .getMetricGroup()
          .addGroup("flyball")
          .gauge(
              "SCHEMA_REGISTRY_DOWN",
              (Gauge<Integer>) () -> registry != null && registry.isDown() ? 1 : 0);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
      for (byte[] value : EventBatch.values(record.value())) {
        T element =
            decode.apply(
                RawRecord.of(record, value, registry == null ? null : registry.writerOf(value)));
        if (element != null) {
          out.collect(element);
        }
      }
    }

    @Override
    public TypeInformation<T> getProducedType() {
      return type;
    }
  }
}
