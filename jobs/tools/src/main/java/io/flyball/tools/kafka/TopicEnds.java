package io.flyball.tools.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Where the partitions of topics end, and what stands near their ends. */
public final class TopicEnds {
  private TopicEnds() {}

  /** The offset after the last record of each partition of some topics. */
  public static Map<TopicPartition, Long> of(Broker broker, List<String> topics) {
    try (Admin admin = broker.admin()) {
      topics.forEach(topic -> TopicLog.requireTopic(broker, admin, topic));
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      broker
          .await(admin.describeTopics(topics).allTopicNames())
          .forEach(
              (name, topic) ->
                  topic
                      .partitions()
                      .forEach(
                          p ->
                              wanted.put(
                                  new TopicPartition(name, p.partition()), OffsetSpec.latest())));
      return broker.await(admin.listOffsets(wanted).all()).entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    }
  }

  /**
   * Shows the records of partitions from an offset to the end of the moment.
   *
   * @param from first offset by partition
   */
  public static void since(
      Broker broker,
      Map<TopicPartition, Long> from,
      Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    if (from.isEmpty()) {
      return;
    }
    try (KafkaConsumer<byte[], byte[]> consumer = broker.clients().consumer()) {
      consumer.assign(from.keySet());
      Map<TopicPartition, Long> begin = consumer.beginningOffsets(from.keySet());
      from.forEach((at, offset) -> consumer.seek(at, Math.max(offset, begin.get(at))));
      Map<TopicPartition, Long> ends = consumer.endOffsets(from.keySet());
      int silent = 0;
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        ConsumerRecords<byte[], byte[]> batch =
            consumer.poll(Duration.ofMillis(broker.patienceMs()));
        silent = batch.isEmpty() ? silent + 1 : 0;
        if (silent == 3) {
          throw new TimeoutException("no records and no end");
        }
        batch.forEach(visitor);
      }
    } catch (KafkaException e) {
      throw broker.failure(e);
    }
  }
}
