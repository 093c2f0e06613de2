package io.flyball.tools.camera;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.jobs.bias.BiasMapping;
import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.RateWindow;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A camera's end of its topics: packets out, commands and windows in. What was in the topics before
 * it was opened is not seen. Used by one thread.
 */
public final class CameraTopics implements AutoCloseable {
  public static final String PACKETS = "camera.packets";
  public static final String COMMANDS = "camera.commands";
  public static final String WINDOWS = "camera.windows";
  private static final int MAX_REQUEST_BYTES = 4 << 20;
  private static final int PATIENCE_MS = 10_000;

  private final Broker broker;
  private final String camera;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordCodec<io.flyball.schemas.EventPacket> packets =
      RecordCodec.of(io.flyball.schemas.EventPacket.class);
  private final RecordCodec<BiasCommand> commands = RecordCodec.of(BiasCommand.class);
  private final RecordCodec<RateWindow> windows = RecordCodec.of(RateWindow.class);
  private Future<RecordMetadata> last;

  /**
   * @param camera whose commands and windows are wanted
   * @throws UserError when the broker does not answer or lacks the topics
   */
  public CameraTopics(Broker broker, String camera) {
    this.broker = broker;
    this.camera = camera;
    Map<String, Object> writing = settings(broker);
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    writing.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    writing.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
    Map<String, Object> reading = settings(broker);
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    reading.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    reading.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
    try {
      producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
      consumer =
          new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      List<TopicPartition> partitions =
          List.of(COMMANDS, WINDOWS).stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
    } catch (KafkaException e) {
      throw UserError.causedBy("no use of the camera topics at " + broker, e);
    }
  }

  private static Map<String, Object> settings(Broker broker) {
    Map<String, Object> settings = new HashMap<>();
    broker.security().forEach((name, value) -> settings.put((String) name, value));
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrap());
    return settings;
  }

  /** Publishes a packet. */
  public void publish(EventPacket packet) {
    try {
      last =
          producer.send(
              new ProducerRecord<>(
                  PACKETS,
                  packet.camera().getBytes(StandardCharsets.UTF_8),
                  broker.encode(PACKETS, packets, BiasMapping.toAvro(packet))));
    } catch (KafkaException e) {
      throw UserError.causedBy("no packet could be published", e);
    }
  }

  /**
   * Hands on the commands and windows of the camera that have come.
   *
   * @param patience how long to wait for the first
   */
  public void poll(
      Duration patience, Consumer<BiasCommand> onCommand, Consumer<RateWindow> onWindow) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
      byte[] key = record.key();
      if (key == null || !camera.equals(new String(key, StandardCharsets.UTF_8))) {
        continue;
      }
      if (record.topic().equals(COMMANDS)) {
        decoded(commands, record, onCommand);
      } else {
        decoded(windows, record, onWindow);
      }
    }
  }

  private <T extends SpecificRecord> void decoded(
      RecordCodec<T> codec, ConsumerRecord<byte[], byte[]> record, Consumer<T> use) {
    RawRecord raw = RawRecord.of(record, record.value(), broker.writerOf(record.value()));
    if (codec.decode(raw) instanceof Decoded.Good<T> good) {
      use.accept(good.value());
    }
  }

  /** Waits until everything is with the broker. */
  public void flush() {
    producer.flush();
    try {
      if (last != null) {
        last.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new UserError("the broker refused a packet: " + e.getCause().getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
