package io.flyball.verify;

import io.flyball.tools.UserError;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What was written to some topics between two moments.
 *
 * @param bootstrap the broker
 * @param from first offset of each partition
 * @param to offset after the last of each partition
 */
record Span(String bootstrap, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
  /** How long a reader waits for a record that it may see. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The end of every partition, committed or not. */
  static Map<TopicPartition, Long> ends(String bootstrap, List<String> topics) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap, "read_uncommitted")) {
      return consumer.endOffsets(
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList());
    }
  }

  /**
   * Reads all of it.
   *
   * @param committed whether only what transactions have committed is seen
   * @throws UserError when the reader cannot get on: a transaction was left open
   */
  void read(boolean committed, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        consumer(bootstrap, committed ? "read_committed" : "read_uncommitted")) {
      consumer.assign(from.keySet());
      from.forEach(consumer::seek);
      Map<TopicPartition, Long> left = new HashMap<>(to);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!done(left, consumer)) {
        boolean any = false;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (record.offset() < to.get(new TopicPartition(record.topic(), record.partition()))) {
            each.accept(record);
          }
          any = true;
        }
        if (any) {
          deadline = System.nanoTime() + PATIENCE.toNanos();
        } else if (System.nanoTime() - deadline > 0) {
          throw new UserError(
              "a transaction was left open: readers of committed records wait at " + left.keySet());
        }
      }
    }
  }

  private static boolean done(
      Map<TopicPartition, Long> left, KafkaConsumer<byte[], byte[]> consumer) {
    left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    return left.isEmpty();
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap, String isolation) {
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
