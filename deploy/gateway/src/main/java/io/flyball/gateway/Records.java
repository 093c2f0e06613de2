package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.kafka.DeadLetterHeaders;
import io.flyball.jobs.runtime.DeadLetters;
import io.flyball.jobs.runtime.RecordMapping;
import io.flyball.schemas.DeadLetter;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Kafka records of what came by HTTP. */
final class Records {
  private static final String JOB = "gateway";

  private Records() {}

  /** A good record for its topic. */
  static ProducerRecord<byte[], byte[]> of(String topic, Prepared one) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, one.key(), one.value());
    one.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  /** The dead letter of a refused record. */
  static ProducerRecord<byte[], byte[]> letter(Prepared one, RecordCodec<DeadLetter> codec) {
    DeadLetter letter = RecordMapping.toAvro(DeadLetters.of(JOB, one.raw(), one.refusal()));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            GatewaySettings.DEAD_LETTERS, one.raw().topic().getBytes(UTF_8), codec.encode(letter));
    DeadLetterHeaders.of(
            one.refusal(), one.raw().topic(), one.raw().partition(), one.raw().offset(), JOB)
        .toHeaders()
        .forEach(header -> record.headers().add(header));
    return record;
  }
}
