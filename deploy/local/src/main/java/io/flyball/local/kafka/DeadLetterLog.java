package io.flyball.local.kafka;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.local.UserError;
import io.flyball.schemas.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The dead letters of a broker, oldest first, from the beginning to the end of the moment. */
public final class DeadLetterLog {
  /** The topic they are in. */
  public static final String TOPIC = "dead-letters";

  private static final int LARGEST = 16 << 20;

  private DeadLetterLog() {}

  /** Takes one; true to go on, false to stop. */
  @FunctionalInterface
  public interface Visitor extends Predicate<StoredLetter> {}

  /**
   * Shows each to a visitor.
   *
   * @return how many records of the topic are no dead letters and were passed over
   * @throws UserError when the broker or the topic is not there, or stops answering
   */
  public static long read(Broker broker, Visitor visitor) {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings(broker))) {
      return read(broker, consumer, visitor);
    } catch (TimeoutException e) {
      throw broker.failure(e);
    }
  }

  static long read(Broker broker, KafkaConsumer<byte[], byte[]> consumer, Visitor visitor) {
    List<TopicPartition> partitions = partitions(broker);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    RecordCodec<DeadLetter> codec = RecordCodec.of(DeadLetter.class, LARGEST);
    long unreadable = 0;
    int silent = 0;
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      ConsumerRecords<byte[], byte[]> batch = consumer.poll(Duration.ofMillis(Broker.PATIENCE_MS));
      silent = batch.isEmpty() ? silent + 1 : 0;
      if (silent == 3) {
        throw new TimeoutException("no records and no end");
      }
      for (ConsumerRecord<byte[], byte[]> record : batch) {
        if (record.offset() >= ends.get(new TopicPartition(TOPIC, record.partition()))) {
          continue;
        }
        if (codec.decode(raw(record)) instanceof Decoded.Good<DeadLetter> good) {
          StoredLetter letter = new StoredLetter(record.partition(), record.offset(), good.value());
          if (!visitor.test(letter)) {
            return unreadable;
          }
        } else {
          unreadable++;
        }
      }
    }
    return unreadable;
  }

  private static List<TopicPartition> partitions(Broker broker) {
    try (var admin = broker.admin()) {
      if (!broker.await(admin.listTopics().names()).contains(TOPIC)) {
        throw new UserError(
            "the broker at %s has no topic %s: create it with ./flyball topics create --bootstrap %s"
                .formatted(broker.bootstrap(), TOPIC, broker.bootstrap()));
      }
      var description =
          broker.await(admin.describeTopics(List.of(TOPIC)).allTopicNames()).get(TOPIC);
      List<TopicPartition> partitions = new ArrayList<>();
      description
          .partitions()
          .forEach(p -> partitions.add(new TopicPartition(TOPIC, p.partition())));
      return partitions;
    }
  }

  static Map<String, Object> settings(Broker broker) {
    Map<String, Object> settings = broker.clientSettings();
    settings.put("key.deserializer", ByteArrayDeserializer.class);
    settings.put("value.deserializer", ByteArrayDeserializer.class);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    return settings;
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
