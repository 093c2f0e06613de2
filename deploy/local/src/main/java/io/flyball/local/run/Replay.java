package io.flyball.local.run;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.file.FileRecord;
import io.flyball.tools.EventPace;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Publishes recorded events, at full speed or in time with their clock, and takes up an interrupted
 * replay where it stopped. Each record has a fixed place in its partition, so what a partition
 * already holds need not be sent again.
 */
public final class Replay implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<Class<?>, RecordCodec<SpecificRecord>> codecs = new HashMap<>();
  private final Map<TopicPartition, Long> held;
  private final Map<TopicPartition, Long> passed = new HashMap<>();
  private final double speed;
  private volatile boolean closed;

  /**
   * @param held how many records each partition holds already
   * @param speed seconds of event time for a second of ours; infinite for as fast as it goes
   */
  public Replay(Broker broker, Map<TopicPartition, Long> held, double speed) {
    this.held = held;
    this.speed = speed;
    Map<String, Object> settings = broker.clientSettings();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Sends what is not there yet.
   *
   * @param progress told how many records are behind us
   * @return how many were sent
   */
  public long send(List<FileRecord> records, LongConsumer progress) {
    long sent = 0;
    long passedBy = 0;
    EventPace pace = new EventPace(speed);
    Future<RecordMetadata> last = null;
    for (FileRecord record : records) {
      if (closed) {
        break;
      }
      progress.accept(passedBy++);
      ProducerRecord<byte[], byte[]> message = message(record);
      TopicPartition place = new TopicPartition(message.topic(), message.partition());
      if (passed.merge(place, 1L, Long::sum) <= held.getOrDefault(place, 0L)) {
        continue;
      }
      pace.await(record.time());
      last = producer.send(message);
      sent++;
    }
    producer.flush();
    requireSent(last);
    return sent;
  }

  private ProducerRecord<byte[], byte[]> message(FileRecord record) {
    byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
    int partitions = producer.partitionsFor(record.topic()).size();
    int partition = Utils.toPositive(Utils.murmur2(key)) % partitions;
    return new ProducerRecord<>(record.topic(), partition, key, encode(record.record()));
  }

  @SuppressWarnings("unchecked") // a codec of the record's own class takes the record
  private byte[] encode(SpecificRecord record) {
    return codecs
        .computeIfAbsent(
            record.getClass(),
            type -> (RecordCodec<SpecificRecord>) RecordCodec.of(record.getClass()))
        .encode(record);
  }

  private static void requireSent(Future<RecordMetadata> last) {
    try {
      if (last != null) {
        last.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new UserError("the broker refused a record: " + e.getCause().getMessage(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    producer.close(Duration.ofSeconds(5));
  }
}
