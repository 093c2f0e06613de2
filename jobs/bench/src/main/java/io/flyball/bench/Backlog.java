package io.flyball.bench;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.kafka.Topic;
import io.flyball.connectors.kafka.TopicCatalogue;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topics of the benchmark on a broker of its own, and the records that wait in them. One thread
 * writes, in the order of the load, so that every partition is in the order of the load too.
 */
final class Backlog implements AutoCloseable {
  private static final String EXPOSURES = "feedback.exposures";
  private static final String SIGNALS = "feedback.signals";

  private final FeedbackLoad load;
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;
  private final RecordCodec<Exposure> exposures = RecordCodec.of(Exposure.class);
  private final RecordCodec<FeedbackSignal> signals = RecordCodec.of(FeedbackSignal.class);
  private Future<RecordMetadata> last;

  Backlog(FeedbackLoad load, String bootstrap) {
    this.load = load;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.BATCH_SIZE_CONFIG,
                64 << 10,
                ProducerConfig.LINGER_MS_CONFIG,
                5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Creates the topics that the feedback job touches, as the catalogue has them. */
  void createTopics() {
    List<NewTopic> topics = new ArrayList<>();
    for (String name :
        List.of(EXPOSURES, SIGNALS, "feedback.attributed", "alerts", "dead-letters", "control")) {
      topics.add(topic(name, name));
    }
    get(admin.createTopics(topics).all());
  }

  /** Creates a topic like {@code feedback.attributed} under another name. */
  void createOutput(String name) {
    get(admin.createTopics(List.of(topic(name, "feedback.attributed"))).all());
  }

  void delete(String topic) {
    get(admin.deleteTopics(List.of(topic)).all());
  }

  /** Writes the records of an index range as fast as the broker takes them. */
  void write(long from, long to, LongConsumer progress) {
    for (long i = from; i < to; i++) {
      send(load.at(i));
      if ((i & 0xfff) == 0) {
        progress.accept(i - from);
      }
    }
    flush();
  }

  /** Hands one record to the producer. */
  void send(SpecificRecord record) {
    byte[] value;
    String topic;
    if (record instanceof Exposure exposure) {
      topic = EXPOSURES;
      value = exposures.encode(exposure);
    } else {
      topic = SIGNALS;
      value = signals.encode((FeedbackSignal) record);
    }
    last = producer.send(new ProducerRecord<>(topic, FeedbackLoad.key(record), value));
  }

  /** Returns once the broker has all that was sent. */
  void flush() {
    producer.flush();
    if (last != null) {
      get(last);
    }
  }

  /**
   * Lets a consumer group start before the last {@code share}, 0 to 1, of every input partition.
   */
  void startBeforeTheLast(double share, String group) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    get(admin.describeTopics(List.of(EXPOSURES, SIGNALS)).allTopicNames())
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(
                        p ->
                            asked.put(
                                new TopicPartition(name, p.partition()), OffsetSpec.latest())));
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    get(admin.listOffsets(asked).all())
        .forEach(
            (partition, end) ->
                offsets.put(partition, new OffsetAndMetadata((long) ((1 - share) * end.offset()))));
    get(admin.alterConsumerGroupOffsets(group, offsets).all());
  }

  /** Records that {@link #startBeforeTheLast} leaves to read. */
  long remaining(String group) {
    Map<TopicPartition, OffsetAndMetadata> from =
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    from.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    long remaining = 0;
    for (var end : get(admin.listOffsets(asked).all()).entrySet()) {
      remaining += end.getValue().offset() - from.get(end.getKey()).offset();
    }
    return remaining;
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }

  private static NewTopic topic(String name, String like) {
    Topic topic = TopicCatalogue.load().find(like);
    return new NewTopic(name, Optional.of(topic.partitions()), Optional.of((short) 1))
        .configs(topic.settings());
  }

  private static <T> T get(KafkaFuture<T> future) {
    return get((Future<T>) future.toCompletionStage().toCompletableFuture());
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker refused: " + e.getCause().getMessage(), e);
    }
  }
}
