package io.flyball.connectors.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What is committed in a topic, from its beginning to its end of the moment. */
public final class TopicScan {
  private TopicScan() {}

  /**
   * Shows each record to a visitor, until that answers false.
   *
   * @throws org.apache.kafka.common.KafkaException when there is no such topic, or brokers stop
   *     answering
   */
  public static void read(
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      Duration patience,
      Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
    List<TopicPartition> partitions = partitions(consumer, topic, patience);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    int silent = 0;
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      ConsumerRecords<byte[], byte[]> batch = consumer.poll(patience);
      silent = batch.isEmpty() ? silent + 1 : 0;
      if (silent == 3) {
        throw new TimeoutException("no records and no end");
      }
      for (ConsumerRecord<byte[], byte[]> record : batch) {
        boolean later = record.offset() >= ends.get(new TopicPartition(topic, record.partition()));
        if (!later && !visitor.test(record)) {
          return;
        }
      }
    }
  }

  /**
   * Shows the records of a piece of a partition to a visitor.
   *
   * @param start the first offset
   * @param end the offset behind the last one
   * @throws org.apache.kafka.common.KafkaException when brokers stop answering
   */
  public static void piece(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long start,
      long end,
      Duration patience,
      Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, start);
    int silent = 0;
    while (consumer.position(partition, patience) < end) {
      ConsumerRecords<byte[], byte[]> batch = consumer.poll(patience);
      silent = batch.isEmpty() ? silent + 1 : 0;
      if (silent == 3) {
        throw new TimeoutException("no records and no end");
      }
      for (ConsumerRecord<byte[], byte[]> record : batch) {
        if (record.offset() < end) {
          visitor.accept(record);
        }
      }
    }
  }

  /**
   * The partitions of a topic.
   *
   * @throws UnknownTopicOrPartitionException when there is no such topic
   */
  public static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic, Duration patience) {
    var found = consumer.partitionsFor(topic, patience);
    if (found == null || found.isEmpty()) {
      throw new UnknownTopicOrPartitionException("no topic '" + topic + "'");
    }
    return found.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
  }
}
