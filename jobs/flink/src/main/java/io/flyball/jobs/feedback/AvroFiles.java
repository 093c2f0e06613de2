package io.flyball.jobs.feedback;

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
import org.apache.flink.util.function.SerializableFunction;

/**
 * Writes Avro container files, the format that training jobs read. Blocks are compressed with
 * deflate, which every Avro implementation reads.
 *
 * @param <T> element of the stream
 */
public final class AvroFiles<T> implements BulkWriter.Factory<T> {
  private static final long serialVersionUID = 1;
  private static final int FAST = 1;

  private final Class<? extends SpecificRecord> type;
  private final SerializableFunction<T, ? extends SpecificRecord> mapping;

  public <R extends SpecificRecord> AvroFiles(Class<R> type, SerializableFunction<T, R> mapping) {
    this.type = type;
    this.mapping = mapping;
  }

  @Override
  public BulkWriter<T> create(FSDataOutputStream out) throws IOException {
    Schema schema = SpecificData.get().getSchema(type);
    var writer = new DataFileWriter<SpecificRecord>(new SpecificDatumWriter<>(schema));
    writer.setCodec(CodecFactory.deflateCodec(FAST));
    writer.create(schema, new KeptOpen(out));
    return new Writer<>(writer, mapping);
  }

  private record Writer<T>(
      DataFileWriter<SpecificRecord> file,
      SerializableFunction<T, ? extends SpecificRecord> mapping)
      implements BulkWriter<T> {
    @Override
    public void addElement(T element) throws IOException {
      file.append(mapping.apply(element));
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
