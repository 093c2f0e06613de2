package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.kafka.DeadLetterHeaders;
import io.flyball.connectors.kafka.KafkaSinks;
import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Kafka sinks of one job. Kafka's own timestamp is left to the clock: a topic's retention counts
 * from it, and a replay of old events must not be deleted for its age.
 *
 * @param job name of the job, part of its transactional ids
 */
public record JobSinks(KafkaConfig kafka, String job) {
  private static final String ALERTS = "alerts";

  /**
   * A sink of records that are mapped to Avro and partitioned by a text. One that is longer than
   * its topic takes becomes a dead letter: the broker would refuse it at every attempt.
   */
  private <T, R extends SpecificRecord> KafkaSink<T> records(
      String topic,
      Class<R> type,
      SerializableFunction<T, R> toAvro,
      SerializableFunction<T, String> key,
      String uid) {
    var codec = RecordCodec.of(type);
    var letters = RecordCodec.of(io.flyball.schemas.DeadLetter.class);
    var registry = kafka.registry().orElse(null);
    int longest = OversizedRecord.longest(topic);
    // The sink travels, this record does not.
    String from = job;
    return sink(
        topic,
        element -> {
          R record = toAvro.apply(element);
          byte[] value = codec.encode(record);
          String name = key.apply(element);
          if (value.length > longest) {
            return deadLetter(
                letters, OversizedRecord.of(from, topic, name, value.length, longest));
          }
          return new ProducerRecord<>(
              topic,
              bytes(name),
              registry == null ? value : registry.frame(topic, record.getSchema(), value));
        },
        uid);
  }

  /**
   * Writes a stream to a topic.
   *
   * @param key the text that partitions it
   * @param name of the operator
   */
  public <T, R extends SpecificRecord> void write(
      DataStream<T> rows,
      String topic,
      Class<R> type,
      SerializableFunction<T, R> toAvro,
      SerializableFunction<T, String> key,
      String uid,
      String name) {
    rows.sinkTo(records(topic, type, toAvro, key, uid)).uid(uid).name(name);
  }

  /** Writes the alerts of the job. */
  public void alerts(DataStream<Alert> alerts, String uid) {
    write(
        alerts,
        ALERTS,
        io.flyball.schemas.Alert.class,
        RecordMapping::toAvro,
        Alert::scope,
        uid,
        "Alerts");
  }

  /** Writes the records that the job refused, with headers that say why. */
  public void deadLetters(DataStream<DeadLetter> letters, String uid) {
    var codec = RecordCodec.of(io.flyball.schemas.DeadLetter.class);
    letters
        .sinkTo(
            sink(
                OversizedRecord.DEAD_LETTERS,
                (DeadLetter letter) -> deadLetter(codec, OversizedRecord.cut(letter)),
                uid))
        .uid(uid)
        .name("Dead letters");
  }

  private static ProducerRecord<byte[], byte[]> deadLetter(
      RecordCodec<io.flyball.schemas.DeadLetter> codec, DeadLetter letter) {
    return new ProducerRecord<>(
        OversizedRecord.DEAD_LETTERS,
        null,
        bytes(letter.topic()),
        codec.encode(RecordMapping.toAvro(letter)),
        headers(letter).toHeaders());
  }

  private <T> KafkaSink<T> sink(
      String topic, SerializableFunction<T, ProducerRecord<byte[], byte[]>> serialize, String uid) {
    return KafkaSinks.of(
        kafka.bootstrap(),
        kafka.producerProperties(),
        topic,
        serialize,
        kafka.deliveryGuarantee(),
        kafka.group() + "-" + job,
        uid);
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  private static DeadLetterHeaders headers(DeadLetter letter) {
    return new DeadLetterHeaders(
        letter.reason().name(),
        letter.field(),
        letter.message(),
        letter.topic(),
        letter.partition(),
        letter.offset(),
        letter.job());
  }
}
