package io.flyball.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.local.ReadyBroker;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One real broker with every topic; it ends with this process. */
final class SharedBroker {
  private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

  private static final class Holder {
    static final ReadyBroker BROKER = started();

    private static ReadyBroker started() {
      ReadyBroker broker = new ReadyBroker();
      createTopics(broker.broker());
      return broker;
    }
  }

  private SharedBroker() {}

  static String bootstrap() {
    return Holder.BROKER.bootstrap();
  }

  static Map<String, Object> settings() {
    return Map.of("bootstrap.servers", bootstrap());
  }

  /** Every topic; asked again where a slow broker does not know yet what it has just made. */
  static void createTopics(Broker broker) {
    await("topics", () -> isCreated(broker));
  }

  private static boolean isCreated(Broker broker) {
    try {
      Topics.create(broker, TopicCatalogue.load().topics());
      return true;
    } catch (UserError e) {
      return false;
    }
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).as(what).isTrue();
  }

  static <T extends SpecificRecord> void send(String topic, String key, T record) {
    @SuppressWarnings("unchecked")
    RecordCodec<T> codec = RecordCodec.of((Class<T>) record.getClass());
    send(topic, key, codec.encode(record));
  }

  static void send(String topic, String key, byte[] value) {
    ReadyBroker.send(bootstrap(), List.of(new ProducerRecord<>(topic, key.getBytes(UTF_8), value)));
  }

  /** The records of a topic that have a key. */
  static <T extends SpecificRecord> List<T> read(String topic, String key, Class<T> type) {
    RecordCodec<T> codec = RecordCodec.of(type);
    List<T> found = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> r : ReadyBroker.readAll(bootstrap(), topic)) {
      if (key.equals(new String(r.key(), UTF_8))) {
        RawRecord raw = new RawRecord(topic, 0, 0, 0, r.key(), r.value(), Map.of());
        found.add(((Decoded.Good<T>) codec.decode(raw)).value());
      }
    }
    return found;
  }
}
