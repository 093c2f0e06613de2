package io.flyball.connectors.file;

import io.flyball.connectors.text.CompressedFiles;
import io.flyball.connectors.text.RowStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Streams an Avro container file, block by block; records written with an older schema, which the
 * file carries, are resolved to the current one.
 */
public final class AvroFile {
  private AvroFile() {}

  /**
   * The records, read as they are asked for; close the stream to close the file.
   *
   * @throws IOException when the file cannot be opened or is no Avro container
   * @throws BrokenRowException from the stream, where the file is damaged; its line is the record's
   *     number, counted from 1
   */
  @SuppressWarnings("unchecked")
  public static <T extends SpecificRecord> Stream<T> read(Path file, Class<T> type)
      throws IOException {
    SpecificData data = SpecificData.getForClass(type);
    SpecificDatumReader<T> reader =
        (SpecificDatumReader<T>) data.createDatumReader(data.getSchema(type));
    InputStream in = CompressedFiles.open(file);
    DataFileStream<T> records;
    try {
      records = new DataFileStream<>(in, reader);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw new IOException(file + " is not an Avro container file", e);
    }
    long[] number = {0};
    return RowStream.of(
        () -> {
          number[0]++;
          try {
            if (records.hasNext()) {
              return records.next();
            }
            // Avro takes a file cut off inside a block for a finished one, the first time it looks.
            if (records.hasNext()) {
              throw new BrokenRowException(file, number[0], "the file ends inside a block");
            }
            return null;
          } catch (AvroRuntimeException | IndexOutOfBoundsException e) {
            throw new BrokenRowException(file, number[0], "the container is damaged: " + e);
          }
        },
        records);
  }
}
