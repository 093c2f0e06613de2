package io.flyball.connectors.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Builds Kafka sinks whose guarantee, transactions and sizes are set on purpose. */
public final class KafkaSinks {
  /** The longest dead letter: a refused record of 4 MiB with its headers, and room to spare. */
  private static final int MAX_REQUEST_BYTES = 16 << 20;

  /** A broker's default {@code transaction.max.timeout.ms}; the client's own default is refused. */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

  private KafkaSinks() {}

  /**
   * A sink that waits for all replicas, never repeats within a session, and compresses with LZ4.
   *
   * @param extra client settings that win over the defaults made here
   * @param topic where the records go, which Flink's lineage is told as well
   * @param serialize record for an element, with its topic, key and headers
   * @param guarantee EXACTLY_ONCE makes output visible only with the checkpoint that covers it
   * @param job name of the job; with {@code sinkUid} it makes the prefix of transactional ids,
   *     which no other sink on the same brokers may share
   * @param sinkUid uid of the sink's operator
   */
  public static <T> KafkaSink<T> of(
      String bootstrap,
      Properties extra,
      String topic,
      SerializableFunction<T, ProducerRecord<byte[], byte[]>> serialize,
      DeliveryGuarantee guarantee,
      String job,
      String sinkUid) {
    Properties settings = defaults();
    extra.stringPropertyNames().forEach(key -> settings.put(key, extra.getProperty(key)));
    String prefix = transactionalIdPrefix(job, sinkUid);
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(settings)
        .setBootstrapServers(bootstrap)
        .setRecordSerializer(new Serializer<>(topic, guarantee, prefix, serialize))
        .setDeliveryGuarantee(guarantee)
        .setTransactionalIdPrefix(prefix)
        .build();
  }

  /** Prefix of the transactional ids of one sink. */
  public static String transactionalIdPrefix(String job, String sinkUid) {
    if (job.isBlank() || sinkUid.isBlank()) {
      throw new IllegalArgumentException("a sink needs the names of its job and of its operator");
    }
    return "flyball-" + job + "-" + sinkUid;
  }

  static Properties defaults() {
    Properties settings = new Properties();
    settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "5");
    settings.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(128 << 10));
    settings.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(MAX_REQUEST_BYTES));
    settings.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, String.valueOf(TRANSACTION_TIMEOUT.toMillis()));
    return settings;
  }

  private record Serializer<T>(
      String topic,
      DeliveryGuarantee guarantee,
      String transactionalIdPrefix,
      SerializableFunction<T, ProducerRecord<byte[], byte[]>> function)
      implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {
    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        T element, KafkaSinkContext context, Long timestamp) {
      return function.apply(element);
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
      return Optional.of(new WrittenTopic(topic, guarantee, transactionalIdPrefix));
    }
  }
}
