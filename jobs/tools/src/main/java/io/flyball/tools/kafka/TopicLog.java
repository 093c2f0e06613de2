package io.flyball.tools.kafka;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.tools.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is committed in a topic, from its beginning to its end of the moment. */
public final class TopicLog {
  static final int LARGEST = 16 << 20;

  private TopicLog() {}

  /**
   * The records of a topic that are of a type; others are passed over.
   *
   * @throws UserError when the broker or the topic is not there, or stops answering
   */
  public static <T extends SpecificRecord> List<T> read(
      Broker broker, String topic, Class<T> type) {
    List<T> out = new ArrayList<>();
    read(broker, topic, type, out::add);
    return out;
  }

  /**
   * Shows them to a visitor instead, one at a time.
   *
   * @return how many were passed over
   */
  public static <T extends SpecificRecord> long read(
      Broker broker, String topic, Class<T> type, Consumer<T> visitor) {
    RecordCodec<T> codec = RecordCodec.of(type, LARGEST);
    long[] passedOver = {0};
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings(broker))) {
      read(
          broker,
          consumer,
          topic,
          record -> {
            if (codec.decode(raw(broker, record)) instanceof Decoded.Good<T> good) {
              visitor.accept(good.value());
            } else {
              passedOver[0]++;
            }
            return true;
          });
    } catch (KafkaException e) {
      throw broker.failure(e);
    }
    return passedOver[0];
  }

  /** Shows each record to a visitor, until that answers false. */
  static void read(
      Broker broker,
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
    List<TopicPartition> partitions = partitions(broker, topic);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    int silent = 0;
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      ConsumerRecords<byte[], byte[]> batch = consumer.poll(Duration.ofMillis(broker.patienceMs()));
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

  /** Fails with a sentence when the broker has no such topic. */
  static void requireTopic(Broker broker, String topic) {
    try (var admin = broker.admin()) {
      requireTopic(broker, admin, topic);
    }
  }

  private static void requireTopic(Broker broker, Admin admin, String topic) {
    if (!broker.await(admin.listTopics().names()).contains(topic)) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "the broker at %s has no topic %s: create it with ./flyball topics create --bootstrap"
                  + " %s",
              broker.bootstrap(),
              topic,
              broker.bootstrap()));
    }
  }

  private static List<TopicPartition> partitions(Broker broker, String topic) {
    try (var admin = broker.admin()) {
      requireTopic(broker, admin, topic);
      var description =
          broker.await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
      List<TopicPartition> partitions = new ArrayList<>();
      description
          .partitions()
          .forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
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

  /** A record with what the schema registry says of its frame. */
  static RawRecord raw(Broker broker, ConsumerRecord<byte[], byte[]> record) {
    return new RawRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        new HashMap<>(),
        broker.writerOf(record.value()));
  }
}
