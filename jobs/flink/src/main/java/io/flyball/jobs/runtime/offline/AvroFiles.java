package io.flyball.jobs.runtime.offline;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/**
 * Writes Avro container files. Blocks are compressed with deflate, which every Avro implementation
 * reads.
 */
record AvroFiles<R extends SpecificRecord>(Class<R> type) implements BulkWriter.Factory<R> {
  private static final long serialVersionUID = 1;
  private static final int FAST = 1;

  @Override
  public BulkWriter<R> create(FSDataOutputStream out) throws IOException {
    Schema schema = SpecificData.get().getSchema(type);
    DataFileWriter<R> writer = new DataFileWriter<>(new SpecificDatumWriter<>(schema));
    writer.setCodec(CodecFactory.deflateCodec(FAST));
    writer.create(schema, new KeptOpen(out));
    return new Writer<>(writer);
  }

  private record Writer<R>(DataFileWriter<R> file) implements BulkWriter<R> {
    @Override
    public void addElement(R element) throws IOException {
      file.append(element);
    }

    @Override
    public void flush() throws IOException {
      file.flush();
    }

    @Override
    public void finish() throws IOException {
      file.close();
    }
  }

  /** A bulk writer ends its file but leaves the stream to the sink. */
  private static final class KeptOpen extends FilterOutputStream {
    KeptOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
