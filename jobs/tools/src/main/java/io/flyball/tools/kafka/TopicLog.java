package io.flyball.tools.kafka;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.topic.TopicClients;
import io.flyball.connectors.topic.TopicScan;
import io.flyball.tools.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;

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
    requireTopic(broker, topic);
    TopicClients clients = broker.clients();
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer()) {
      TopicScan.read(
          consumer,
          topic,
          clients.patience(),
          record -> {
            if (codec.decode(clients.raw(record)) instanceof Decoded.Good<T> good) {
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

  /** Fails with a sentence when the broker has no such topic. */
  static void requireTopic(Broker broker, String topic) {
    try (var admin = broker.admin()) {
      requireTopic(broker, admin, topic);
    }
  }

  /** The same by a client that is there. */
  static void requireTopic(Broker broker, Admin admin, String topic) {
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
}
