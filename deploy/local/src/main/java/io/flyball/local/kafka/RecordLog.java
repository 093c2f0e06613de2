package io.flyball.local.kafka;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.local.UserError;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** The committed records of a topic, from the beginning to the end of the moment. */
public final class RecordLog {
  private static final int LARGEST = 16 << 20;

  private RecordLog() {}

  /**
   * Shows each record to a visitor, partition by partition in order.
   *
   * @return how many records of the topic are of another kind and were passed over
   * @throws UserError when the broker or the topic is not there, or stops answering
   */
  public static <T extends SpecificRecord> long read(
      Broker broker, String topic, Class<T> type, Consumer<T> visitor) {
    RecordCodec<T> codec = RecordCodec.of(type, LARGEST);
    List<TopicPartition> partitions = partitions(broker, topic);
    long[] unreadable = {0};
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(DeadLetterLog.settings(broker))) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      int silent = 0;
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        ConsumerRecords<byte[], byte[]> batch =
            consumer.poll(Duration.ofMillis(Broker.PATIENCE_MS));
        silent = batch.isEmpty() ? silent + 1 : 0;
        if (silent == 3) {
          throw new TimeoutException("no records and no end");
        }
        for (ConsumerRecord<byte[], byte[]> record : batch) {
          if (codec.decode(raw(record)) instanceof Decoded.Good<T> good) {
            visitor.accept(good.value());
          } else {
            unreadable[0]++;
          }
        }
      }
    } catch (TimeoutException e) {
      throw broker.failure(e);
    }
    return unreadable[0];
  }

  private static List<TopicPartition> partitions(Broker broker, String topic) {
    try (var admin = broker.admin()) {
      if (!broker.await(admin.listTopics().names()).contains(topic)) {
        throw new UserError(
            "the broker at %s has no topic %s: create it with ./flyball topics create --bootstrap %s"
                .formatted(broker.bootstrap(), topic, broker.bootstrap()));
      }
      return broker
          .await(admin.describeTopics(List.of(topic)).allTopicNames())
          .get(topic)
          .partitions()
          .stream()
          .map(partition -> new TopicPartition(topic, partition.partition()))
          .toList();
    }
  }

  private static RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
    return new RawRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        new HashMap<>());
  }
}
