package io.flyball.tools.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.RecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts records into a topic. */
public final class TopicWriter {
  private TopicWriter() {}

  /**
   * Sends a record and waits until the broker has it, framed where there is a schema registry.
   *
   * @throws io.flyball.tools.UserError when the broker or the topic is not there, or refuses
   */
  public static <T extends SpecificRecord> void send(
      Broker broker, String topic, String key, Class<T> type, T record) {
    sendAll(broker, topic, any -> key, type, List.of(record));
  }

  /**
   * The same for several records.
   *
   * @param key of each
   */
  public static <T extends SpecificRecord> void sendAll(
      Broker broker, String topic, Function<T, String> key, Class<T> type, List<T> records) {
    TopicLog.requireTopic(broker, topic);
    RecordCodec<T> codec = RecordCodec.of(type);
    Map<String, Object> settings = broker.clientSettings();
    settings.remove("default.api.timeout.ms");
    settings.put("acks", "all");
    settings.put("max.block.ms", broker.patienceMs());
    settings.put("delivery.timeout.ms", 2 * broker.patienceMs());
    settings.put("max.request.size", TopicLog.LARGEST);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (T record : records) {
        byte[] value = broker.encode(topic, codec, record);
        sent.add(
            producer.send(new ProducerRecord<>(topic, key.apply(record).getBytes(UTF_8), value)));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw broker.failure(e.getCause());
    } catch (KafkaException e) {
      throw broker.failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broker.failure(e);
    }
  }
}
