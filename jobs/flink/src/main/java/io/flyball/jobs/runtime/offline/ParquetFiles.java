package io.flyball.jobs.runtime.offline;

import io.flyball.connectors.parquet.ParquetCodecs;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.formats.parquet.ParquetWriterFactory;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Writes Parquet files with Zstandard pages, without a class of Hadoop. Flink's {@code
 * AvroParquetWriters} makes a configuration of Hadoop's. Memory: 16 MiB for each open file at most,
 * where files roll on checkpoints.
 */
public final class ParquetFiles {
  private static final long ROW_GROUP = 16L << 20;

  private ParquetFiles() {}

  public static <R extends SpecificRecord> BulkWriter.Factory<R> of(Class<R> type) {
    return new ParquetWriterFactory<>(
        out ->
            AvroParquetWriter.<R>builder(out)
                .withSchema(SpecificData.get().getSchema(type))
                .withDataModel(SpecificData.getForClass(type))
                .withConf(lists())
                .withCodecFactory(new ParquetCodecs())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP)
                .build());
  }

  /** Lists of three levels, which every reader takes for lists. */
  private static ParquetConfiguration lists() {
    ParquetConfiguration configuration = new PlainParquetConfiguration();
    configuration.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
    return configuration;
  }
}
