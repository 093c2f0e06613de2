package io.flyball.jobs.feedback;

import io.flyball.core.feedback.AttributedFeedback;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * Avro files of every attributed row, rolled on checkpoints, a folder for each day of event time.
 */
final class OfflineLog {
  private OfflineLog() {}

  static FileSink<AttributedFeedback> in(String folder) {
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
