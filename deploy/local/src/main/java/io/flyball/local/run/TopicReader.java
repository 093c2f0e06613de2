package io.flyball.local.run;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.schemas.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads whole topics as any outside reader would: only what is committed. */
final class TopicReader {
  /**
   * The broker answers a commit before its readers can see it; and a transaction that is left open
   * is never seen.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String bootstrap;

  TopicReader(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** How many records lie in the topics, committed or not. */
  long size(List<String> topics) {
    return sizes(topics).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The same for each partition. */
  Map<TopicPartition, Long> sizes(List<String> topics) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
      return consumer.endOffsets(
          topics.stream().flatMap(topic -> partitions(consumer, topic).stream()).toList());
    }
  }

  /** How many records a reader finds in the topics; markers of transactions are none. */
  long count(List<String> topics) {
    long[] count = {0};
    topics.forEach(topic -> read(topic, record -> count[0]++));
    return count[0];
  }

  /** Records of a topic counted by what {@code key} says of them. */
  <T extends SpecificRecord> Map<String, Long> tally(
      String topic, Class<T> type, Function<T, String> key) {
    RecordCodec<T> codec = RecordCodec.of(type, Integer.MAX_VALUE);
    Map<String, Long> tally = new TreeMap<>();
    read(topic, record -> tally.merge(name(codec, record, key), 1L, Long::sum));
    return tally;
  }

  /**
   * Dead letters that a job wrote for records of these topics; those of control count elsewhere.
   */
  long letters(String job, List<String> inputs) {
    return tally(
            "dead-letters",
            DeadLetter.class,
            letter -> inputs.contains(letter.getTopic()) ? letter.getJob() : "")
        .getOrDefault(job, 0L);
  }

  /** Every readable record of a topic. */
  <T extends SpecificRecord> List<T> all(String topic, Class<T> type) {
    RecordCodec<T> codec = RecordCodec.of(type, Integer.MAX_VALUE);
    List<T> all = new ArrayList<>();
    read(
        topic,
        record -> {
          if (codec.decode(RawRecord.of(record)) instanceof Decoded.Good<T> good) {
            all.add(good.value());
          }
        });
    return all;
  }

  private void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = sizes(List.of(topic));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())
          && System.nanoTime() - deadline < 0) {
        consumer.poll(Duration.ofMillis(200)).forEach(each);
      }
    }
  }

  private static <T extends SpecificRecord> String name(
      RecordCodec<T> codec, ConsumerRecord<byte[], byte[]> record, Function<T, String> key) {
    return codec.decode(RawRecord.of(record)) instanceof Decoded.Good<T> good
        ? key.apply(good.value())
        : "unreadable";
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(p -> new TopicPartition(p.topic(), p.partition()))
        .toList();
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            isolation,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            // The last fetch of a topic finds nothing, and would wait half a second for it.
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            20),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
