package io.flyball.connectors.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.parquet.ParquetCodecs;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/**
 * The records of a Parquet file of any schema; their line is their number, counted from 1. A file
 * that is compressed as a whole, or comes through a pipe, is kept in a temporary file, because
 * Parquet is read from its end. Memory: one row group.
 */
final class ParquetObjects implements ObjectCells.Objects {
  static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private final Path file;
  private final Path copy;
  private final ParquetFileReader groups;
  private final MessageType schema;
  private final MessageColumnIO columns;
  private RecordReader<Group> records;
  private long left;
  private long number;

  ParquetObjects(Path file, InputStream bytes) throws IOException {
    this.file = file;
    this.copy = isWhole(file) ? null : Files.createTempFile("flyball-", ".parquet");
    try {
      if (copy != null) {
        Files.copy(bytes, copy, StandardCopyOption.REPLACE_EXISTING);
        if (!isWhole(copy)) {
          throw new TextException(
              file, "it begins as a Parquet file and does not end as one: it is cut off");
        }
      }
      this.groups =
          new ParquetFileReader(
              new LocalInputFile(copy == null ? file : copy),
              ParquetReadOptions.builder(new PlainParquetConfiguration())
                  .withCodecFactory(new ParquetCodecs())
                  .build());
      this.schema = groups.getFileMetaData().getSchema();
      this.columns = new ColumnIOFactory().getColumnIO(schema);
    } catch (IOException | RuntimeException e) {
      drop();
      throw e instanceof TextException known ? known : damaged(e);
    }
  }

  /** Whether a file on disk begins and ends as Parquet does. */
  private static boolean isWhole(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) < 3L * MAGIC.length) {
      return false;
    }
    byte[] end = new byte[MAGIC.length];
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.readFully(end);
      boolean begins = Arrays.equals(end, MAGIC);
      in.seek(in.length() - MAGIC.length);
      in.readFully(end);
      return begins && Arrays.equals(end, MAGIC);
    }
  }

  @Override
  public ObjectCells.Item next() {
    try {
      while (left == 0) {
        PageReadStore pages = groups.readNextRowGroup();
        if (pages == null) {
          return null;
        }
        left = pages.getRowCount();
        records = columns.getRecordReader(pages, new GroupRecordConverter(schema));
      }
      left--;
      ObjectNode value = ParquetValues.object(records.read());
      return new ObjectCells.Item(++number, value, null, value.toString());
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
  }

  private TextException damaged(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new TextException(
        file, "the Parquet file cannot be read after record " + number + ": " + root.getMessage());
  }

  @Override
  public String format() {
    return "a Parquet file";
  }

  @Override
  public void close() throws IOException {
    groups.close();
    drop();
  }

  private void drop() throws IOException {
    if (copy != null) {
      Files.deleteIfExists(copy);
    }
  }
}
