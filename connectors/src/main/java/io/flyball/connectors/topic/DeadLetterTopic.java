package io.flyball.connectors.topic;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.schemas.DeadLetter;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The dead letters of a broker, oldest first, from the beginning to the end of the moment. */
public final class DeadLetterTopic {
  /** The topic they are in. */
  public static final String NAME = "dead-letters";

  private static final int LARGEST = 16 << 20;

  private DeadLetterTopic() {}

  /** A codec for letters as long as the topic takes them; not thread-safe. */
  public static RecordCodec<DeadLetter> codec() {
    return RecordCodec.of(DeadLetter.class, LARGEST);
  }

  /** The dead letter of a record; null when it is none. */
  public static StoredDeadLetter stored(
      TopicClients clients, RecordCodec<DeadLetter> codec, ConsumerRecord<byte[], byte[]> record) {
    return codec.decode(clients.raw(record)) instanceof Decoded.Good<DeadLetter> good
        ? new StoredDeadLetter(record.partition(), record.offset(), good.value())
        : null;
  }

  /**
   * Shows each to a visitor, until that answers false.
   *
   * @return how many records of the topic are no dead letters and were passed over
   * @throws org.apache.kafka.common.KafkaException when the topic is not there, or brokers stop
   *     answering
   */
  public static long read(TopicClients clients, Predicate<StoredDeadLetter> visitor) {
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer()) {
      return read(clients, consumer, visitor);
    }
  }

  static long read(
      TopicClients clients,
      KafkaConsumer<byte[], byte[]> consumer,
      Predicate<StoredDeadLetter> visitor) {
    RecordCodec<DeadLetter> codec = codec();
    long[] unreadable = {0};
    TopicScan.read(
        consumer,
        NAME,
        clients.patience(),
        record -> {
          StoredDeadLetter stored = stored(clients, codec, record);
          if (stored == null) {
            unreadable[0]++;
            return true;
          }
          return visitor.test(stored);
        });
    return unreadable[0];
  }
}
