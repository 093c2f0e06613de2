package io.flyball.bench;

import io.flyball.connectors.codec.kafka.Topic;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topics of the benchmark on a broker of its own, and the records that wait in them. One thread
 * writes, in the order of the load, so that every partition is in the order of the load too.
 */
final class Backlog implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Subject subject;
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<Exception> lost = new AtomicReference<>();

  Backlog(Subject subject, String bootstrap) {
    this.subject = subject;
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
                5,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                4 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Creates the topics that the job touches, as the catalogue has them. */
  void createTopics() {
    List<NewTopic> topics = new ArrayList<>();
    subject.inputs().forEach(name -> topics.add(topic(name, name)));
    subject.others().forEach(name -> topics.add(topic(name, name)));
    create(topics);
  }

  /** Creates a topic like that of the answers under another name. */
  void createOutput(String name) {
    create(List.of(topic(name, subject.answers())));
  }

  /**
   * Returns once every partition answers. A producer that meets a partition before its leader does
   * may have its second batch taken and its first one refused for good.
   */
  private void create(List<NewTopic> topics) {
    get(admin.createTopics(topics).all());
    List<String> names = topics.stream().map(NewTopic::name).toList();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!known(names)) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("the broker made the topics " + names + " and shows none");
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  /** A broker that has taken a topic's creation may still not know the topic. */
  private boolean known(List<String> topics) {
    try {
      ends(topics);
      return true;
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof ExecutionException refused
          && refused.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private Map<TopicPartition, Long> ends(List<String> topics) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    get(admin.describeTopics(topics).allTopicNames())
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(
                        p ->
                            asked.put(
                                new TopicPartition(name, p.partition()), OffsetSpec.latest())));
    Map<TopicPartition, Long> ends = new HashMap<>();
    get(admin.listOffsets(asked).all()).forEach((p, end) -> ends.put(p, end.offset()));
    return ends;
  }

  void delete(String topic) {
    get(admin.deleteTopics(List.of(topic)).all());
  }

  /** Writes the records of an index range as fast as the broker takes them. */
  void write(long from, long to, LongConsumer progress) {
    for (long i = from; i < to; i++) {
      send(subject.at(i));
      if ((i & 0xfff) == 0) {
        progress.accept(i - from);
      }
    }
    flush();
  }

  /** Hands one record to the producer. */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
  void send(Subject.Sent record) {
    producer.send(
        new ProducerRecord<>(record.topic(), record.key(), record.value()),
        (metadata, failure) -> {
          if (failure != null) {
            lost.compareAndSet(null, failure);
          }
        });
  }

  /** Returns once the broker has all that was sent. */
  void flush() {
    producer.flush();
    if (lost.get() != null) {
      throw new IllegalStateException("the broker did not take a record", lost.get());
    }
  }

  /**
   * Lets a consumer group start before the last {@code share}, 0 to 1, of every input partition;
   * returns how many records that leaves to read.
   */
  long startBeforeTheLast(double share, String group) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    long left = 0;
    for (var end : ends(subject.inputs()).entrySet()) {
      long from = (long) ((1 - share) * end.getValue());
      offsets.put(end.getKey(), new OffsetAndMetadata(from));
      left += end.getValue() - from;
    }
    get(admin.alterConsumerGroupOffsets(group, offsets).all());
    return left;
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
