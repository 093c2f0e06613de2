package io.flyball.jobs.feedback;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.kafka.DeadLetterHeaders;
import io.flyball.connectors.kafka.KafkaSinks;
import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.runtime.AvroFiles;
import io.flyball.jobs.runtime.KafkaConfig;
import io.flyball.jobs.runtime.RecordMapping;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Where the feedback job's outputs go. Kafka's own timestamp is left to the clock: a topic's
 * retention counts from it, and a replay of old events must not be deleted for its age.
 */
final class FeedbackSinks {
  static final String ATTRIBUTED = "feedback.attributed";
  static final String ALERTS = "alerts";
  static final String DEAD_LETTERS = "dead-letters";

  private final KafkaConfig kafka;

  FeedbackSinks(KafkaConfig kafka) {
    this.kafka = kafka;
  }

  KafkaSink<AttributedFeedback> attributed() {
    var codec = RecordCodec.of(io.flyball.schemas.AttributedFeedback.class);
    return sink(
        row ->
            new ProducerRecord<>(
                ATTRIBUTED,
                row.user().getBytes(StandardCharsets.UTF_8),
                codec.encode(FeedbackMapping.toAvro(row))),
        FeedbackUids.ATTRIBUTED_SINK);
  }

  KafkaSink<Alert> alerts() {
    var codec = RecordCodec.of(io.flyball.schemas.Alert.class);
    return sink(
        alert ->
            new ProducerRecord<>(
                ALERTS,
                alert.scope().getBytes(StandardCharsets.UTF_8),
                codec.encode(RecordMapping.toAvro(alert))),
        FeedbackUids.ALERT_SINK);
  }

  KafkaSink<DeadLetter> deadLetters() {
    var codec = RecordCodec.of(io.flyball.schemas.DeadLetter.class);
    return sink(
        letter ->
            new ProducerRecord<>(
                DEAD_LETTERS,
                null,
                letter.topic().getBytes(StandardCharsets.UTF_8),
                codec.encode(RecordMapping.toAvro(letter)),
                headers(letter).toHeaders()),
        FeedbackUids.DEAD_LETTER_SINK);
  }

  private <T> KafkaSink<T> sink(
      SerializableFunction<T, ProducerRecord<byte[], byte[]>> serialize, String uid) {
    return KafkaSinks.of(
        kafka.bootstrap(),
        kafka.producerProperties(),
        serialize,
        kafka.deliveryGuarantee(),
        kafka.group() + "-" + FeedbackTopology.JOB,
        uid);
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

  /**
   * Avro files of every attributed row, rolled on checkpoints, a folder for each day of event time.
   */
  static FileSink<AttributedFeedback> offlineLog(String folder) {
    return FileSink.forBulkFormat(
            new Path(folder),
            new AvroFiles<AttributedFeedback>(
                io.flyball.schemas.AttributedFeedback.class, FeedbackMapping::toAvro))
        .withBucketAssigner(new ByDay())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(
            OutputFileConfig.builder().withPartPrefix("attributed").withPartSuffix(".avro").build())
        .build();
  }

  private static final class ByDay implements BucketAssigner<AttributedFeedback, String> {
    private static final long serialVersionUID = 1;

    @Override
    public String getBucketId(AttributedFeedback row, Context context) {
      return "day=" + Instant.ofEpochMilli(row.time()).atZone(ZoneOffset.UTC).toLocalDate();
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
      return SimpleVersionedStringSerializer.INSTANCE;
    }
  }
}
