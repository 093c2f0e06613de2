package io.flyball.connectors.file;

import io.flyball.connectors.text.ReadReport;
import io.flyball.connectors.text.TableField;
import io.flyball.connectors.text.TableRow;
import io.flyball.connectors.text.TextException;
import io.flyball.connectors.text.TextFile;
import io.flyball.connectors.text.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * A log that others wrote, as records. It may be a table of text with any delimiter, JSON or an
 * Avro container. A row without id is named by file and line, and where several begin in one line
 * by their number there, so that equal rows are different events and a second reading gives the
 * same ids.
 */
public final class LogTable {
  private final TextTable table;
  private final String name;
  private final LogLayout layout;
  private final RowRecords rows;
  private long lastLine;
  private long inLine;

  private LogTable(String name, TextTable table, LogLayout layout, RowRecords rows) {
    this.name = name;
    this.table = table;
    this.layout = layout;
    this.rows = rows;
  }

  /**
   * Opens a log.
   *
   * @throws IOException when the file cannot be opened
   * @throws TextException when a required field has no column
   */
  public static LogTable open(Path file, LogLayout layout) throws IOException {
    return open(file, TextFile.open(file, layout.text().encoding()), layout);
  }

  /** The log in an open text, which it closes. */
  public static LogTable open(Path file, TextFile text, LogLayout layout) throws IOException {
    return open(file, String.valueOf(file.getFileName()), text, layout);
  }

  /**
   * The same, where the ids of rows begin with another name than that of the file.
   *
   * @param name one that no other file's rows have
   */
  public static LogTable open(Path file, String name, TextFile text, LogLayout layout)
      throws IOException {
    RowRecords rows = layout.as().rows();
    TextTable table = TextTable.open(file, text, layout.text(), RowRecords.shape(rows, layout));
    LogTable log = new LogTable(name, table, layout, rows);
    if (!table.header().isEmpty()) {
      log.requireColumns(file);
      if (layout.parts() != null) {
        table
            .report()
            .assume(
                String.join(" and ", layout.parts().fields())
                    + " from the parts of "
                    + layout.parts().column());
      }
    }
    return log;
  }

  private void requireColumns(Path file) {
    List<String> wanted = new ArrayList<>();
    if (layout.parts() != null) {
      wanted.add(layout.parts().column());
    }
    for (LogLayout.Emitted emitted : layout.emitted()) {
      wanted.add(emitted.when());
      wanted.add(emitted.value());
    }
    for (String column : wanted) {
      if (column != null && !table.header().contains(column)) {
        throw TextException.of(
            file,
            "there is no column '"
                + column
                + "'; the columns are "
                + String.join(", ", table.header()));
      }
    }
  }

  /** One row's records, and where the row begins. */
  public record Row(long line, List<SpecificRecord> records) {}

  /** The rows, read as they are asked for; close the stream to close the file. */
  public Stream<Row> rows() {
    return table.rowsReadAhead(row -> new Row(row.line(), records(row)));
  }

  /** The records, read as they are asked for; close the stream to close the file. */
  public Stream<SpecificRecord> records() {
    return table.rows(this::records).flatMap(List::stream);
  }

  private List<SpecificRecord> records(TableRow row) {
    // Several objects of a JSON array may stand on one line; rows come in the order of the file.
    inLine = row.line() == lastLine ? inLine + 1 : 1;
    lastLine = row.line();
    String id = name + "/" + row.line() + (inLine == 1 ? "" : "/" + inLine);
    if (layout.parts() == null) {
      return rows.of(row, id, layout);
    }
    List<SpecificRecord> all = new ArrayList<>();
    int number = 0;
    for (TableRow part : layout.parts().of(row)) {
      all.addAll(rows.of(part, id + "/" + ++number, layout));
    }
    return all;
  }

  /** What was assumed and skipped so far. */
  public ReadReport report() {
    return table.report();
  }

  /** The fields that {@code --map} may name for such rows. */
  public static List<String> fields(LogKind as) {
    return as.rows().shape().fields().stream().map(TableField::name).toList();
  }
}
