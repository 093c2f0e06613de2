package io.flyball.tools.kafka;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.schemas.DeadLetter;
import io.flyball.tools.UserError;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;

/** The dead letters of a broker, oldest first, from the beginning to the end of the moment. */
public final class DeadLetterLog {
  /** The topic they are in. */
  public static final String TOPIC = "dead-letters";

  private static final int LARGEST = 16 << 20;

  private DeadLetterLog() {}

  /** Takes one; true to go on, false to stop. */
  @FunctionalInterface
  public interface Visitor extends Predicate<StoredDeadLetter> {}

  /**
   * Shows each to a visitor.
   *
   * @return how many records of the topic are no dead letters and were passed over
   * @throws UserError when the broker or the topic is not there, or stops answering
   */
  public static long read(Broker broker, Visitor visitor) {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(TopicLog.settings(broker))) {
      return read(broker, consumer, visitor);
    } catch (KafkaException e) {
      throw broker.failure(e);
    }
  }

  static long read(Broker broker, KafkaConsumer<byte[], byte[]> consumer, Visitor visitor) {
    RecordCodec<DeadLetter> codec = RecordCodec.of(DeadLetter.class, LARGEST);
    long[] unreadable = {0};
    TopicLog.read(
        broker,
        consumer,
        TOPIC,
        record -> {
          if (codec.decode(TopicLog.raw(broker, record)) instanceof Decoded.Good<DeadLetter> good) {
            return visitor.test(
                new StoredDeadLetter(record.partition(), record.offset(), good.value()));
          }
          unreadable[0]++;
          return true;
        });
    return unreadable[0];
  }
}
