package io.flyball.jobs.runtime.offline;

import io.flyball.jobs.runtime.offline.OfflineConfig.Format;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Files of the records that a job writes: rolled on checkpoints, so that each record is in them
 * once, and a folder for each day of event time.
 *
 * @param job name of the job
 */
public record OfflineLog(OfflineConfig config, String job) {

  /**
   * Records of a stream.
   *
   * @param name what the records are called, in the names of folders and files
   * @param toAvro what is written of an element
   * @param time event time of an element, epoch ms
   */
  public record Records<T, R extends SpecificRecord>(
      String name,
      Class<R> type,
      SerializableFunction<T, R> toAvro,
      SerializableFunction<T, Long> time) {}

  /** Writes a stream to {@code FOLDER/JOB/NAME} where the deployment has a folder. */
  public <T, R extends SpecificRecord> void add(
      DataStream<T> rows, Records<T, R> records, String uid) {
    add(rows, records, config.folder().map(all -> all + "/" + job + "/" + records.name()), uid);
  }

  /**
   * Writes a stream.
   *
   * @param folder that holds the days; empty writes nothing
   */
  public <T, R extends SpecificRecord> void add(
      DataStream<T> rows, Records<T, R> records, Optional<String> folder, String uid) {
    folder.ifPresent(
        found ->
            rows.sinkTo(sink(found, records)).uid(uid).name("Offline log of " + records.name()));
  }

  private <T, R extends SpecificRecord> FileSink<T> sink(String folder, Records<T, R> records) {
    BulkWriter.Factory<R> files =
        config.format() == Format.PARQUET
            ? ParquetFiles.of(records.type())
            : new AvroFiles<>(records.type());
    return FileSink.forBulkFormat(new Path(folder), new Mapped<>(files, records.toAvro()))
        .withBucketAssigner(new ByDay<>(records.time()))
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(
            OutputFileConfig.builder()
                .withPartPrefix(records.name())
                .withPartSuffix("." + config.format().name().toLowerCase(Locale.ROOT))
                .build())
        .build();
  }

  private record Mapped<T, R>(
      BulkWriter.Factory<R> files, SerializableFunction<T, ? extends R> mapping)
      implements BulkWriter.Factory<T> {
    private static final long serialVersionUID = 1;

    @Override
    public BulkWriter<T> create(FSDataOutputStream out) throws IOException {
      BulkWriter<R> file = files.create(out);
      return new BulkWriter<>() {
        @Override
        public void addElement(T element) throws IOException {
          file.addElement(mapping.apply(element));
        }

        @Override
        public void flush() throws IOException {
          file.flush();
        }

        @Override
        public void finish() throws IOException {
          file.finish();
        }
      };
    }
  }

  private record ByDay<T>(SerializableFunction<T, Long> time) implements BucketAssigner<T, String> {
    private static final long serialVersionUID = 1;

    @Override
    public String getBucketId(T row, Context context) {
      return "day=" + Instant.ofEpochMilli(time.apply(row)).atZone(ZoneOffset.UTC).toLocalDate();
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
      return SimpleVersionedStringSerializer.INSTANCE;
    }
  }
}
