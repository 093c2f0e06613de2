package io.flyball.tools.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.RecordCodec;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts a record into a topic. */
public final class TopicWriter {
  private TopicWriter() {}

  /**
   * Sends a record and waits until the broker has it, framed where there is a schema registry.
   *
   * @throws io.flyball.tools.UserError when the broker or the topic is not there, or refuses
   */
  public static <T extends SpecificRecord> void send(
      Broker broker, String topic, String key, Class<T> type, T record) {
    TopicLog.requireTopic(broker, topic);
    byte[] value = broker.encode(topic, RecordCodec.of(type), record);
    Map<String, Object> settings = broker.clientSettings();
    settings.remove("default.api.timeout.ms");
    settings.put("acks", "all");
    settings.put("max.block.ms", broker.patienceMs());
    settings.put("delivery.timeout.ms", 2 * broker.patienceMs());
    settings.put("max.request.size", TopicLog.LARGEST);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value)).get();
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
