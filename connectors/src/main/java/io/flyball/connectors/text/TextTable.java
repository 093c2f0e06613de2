package io.flyball.connectors.text;

import io.flyball.connectors.text.CellSource.Cells;
import io.flyball.connectors.text.TableRow.RowException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An open table: text with delimiters, or objects in JSON, Avro or Parquet, whose encoding,
 * delimiter, quoting, header and columns are found or given. Rows are read as they are asked for; a
 * row that cannot be used is skipped and counted in the report, or, where the reading is strict, a
 * {@link TextException}. Memory: the first 1,000 records, then one. Not thread-safe.
 */
public final class TextTable implements Closeable {
  /** In characters. */
  private static final ReadAhead.Bounds AHEAD = new ReadAhead.Bounds(6, 512, 1 << 18);

  /** In rows. */
  private static final ReadAhead.Bounds ROWS_AHEAD = new ReadAhead.Bounds(3, 256, 256);

  private static final byte[] AVRO = {'O', 'b', 'j', 1};

  private final Path file;
  private final CellSource source;
  private final boolean strict;
  private final ReadReport report;
  private final int width;
  private final List<String> header;
  private final List<String> types;
  private final Map<String, List<Integer>> columns;
  private final Map<String, String> constants;
  private final TableTimes times;
  private final boolean decimalComma;

  private TextTable(
      Path file, CellSource source, TextOptions options, TableShape shape, ReadReport report) {
    this.file = file;
    this.source = source;
    this.strict = options.strict();
    this.report = report;
    List<List<String>> first = source.sample();
    TableColumns found = TableColumns.of(file, source.names(), first, options, shape, report);
    source.report(report);
    found.report(report, source.names() == null);
    this.header = found.header();
    this.width = found.width();
    this.types = found.types();
    this.columns = found.columns();
    this.constants = ColumnChoice.constants(options.columns());
    constants.forEach((field, text) -> report.assume(field + " is '" + text + "' in every row"));
    this.times = new TableTimes(file, options, report);
    this.decimalComma = options.decimalComma();
    if (decimalComma) {
      report.assume("decimal commas, as given");
    }
    if (found.hasHeader()) {
      source.dropHeader();
    }
    // A map without entries takes no null.
    List<Integer> time =
        shape.timeField() == null ? List.of() : columns.getOrDefault(shape.timeField(), List.of());
    if (!time.isEmpty()) {
      times.learn(
          first.stream()
              .skip(found.hasHeader() ? 1 : 0)
              .filter(cells -> cells.size() == width)
              .map(cells -> pointed(TableRow.first(cells, time)))
              .toList());
    }
  }

  /**
   * Opens a table.
   *
   * @throws IOException when the file cannot be opened
   * @throws TextException when it is no table that fills the required fields
   */
  public static TextTable open(Path file, TextOptions options, TableShape shape)
      throws IOException {
    return open(file, TextFile.open(file, options.encoding()), options, shape);
  }

  /** The table in an open text, which it closes. */
  public static TextTable open(Path file, TextFile text, TextOptions options, TableShape shape)
      throws IOException {
    try {
      ReadReport report = new ReadReport();
      if (text.startsWith(AVRO)) {
        ObjectCells.Objects records = new AvroObjects(file, text.bytes());
        return new TextTable(file, new ObjectCells(records), options, shape, report);
      }
      if (text.startsWith(ParquetObjects.MAGIC)) {
        ObjectCells.Objects records = new ParquetObjects(file, text.bytes());
        return new TextTable(file, new ObjectCells(records), options, shape, report);
      }
      report.assume(text.encoding());
      boolean json = text.first() == '{' || text.first() == '[';
      CellSource source =
          options.pattern() != null
              ? new PatternCells(text, options.pattern())
              : json
                  ? new ObjectCells(new JsonObjects(file, text))
                  : new DelimitedCells(file, text, options);
      return new TextTable(file, source, options, shape, report);
    } catch (IOException | RuntimeException e) {
      text.close();
      throw e;
    }
  }

  /** What was assumed and skipped so far. */
  public ReadReport report() {
    return report;
  }

  /** Names of the columns; their numbers where the table has no header. */
  public List<String> header() {
    return header;
  }

  /** Whether a column fills a field. */
  public boolean has(String field) {
    return columns.containsKey(field) || constant(field) != null;
  }

  /**
   * Number of the only column that fills a field, from 0, for readers that look it up once; -1
   * where none does or several may.
   */
  public int onlyColumn(String field) {
    List<Integer> found = columns(field);
    return found.size() == 1 && !constants.containsKey(field) ? found.get(0) : -1;
  }

  /** The text that a field has in every row; null where it is in columns. */
  String constant(String field) {
    return constants.isEmpty() ? null : constants.get(field);
  }

  /**
   * What a function makes of each row; close the stream to close the file. The function refuses a
   * row by {@link TableRow#broken}.
   */
  public <T> Stream<T> rows(Function<TableRow, T> function) {
    return RowStream.of(() -> next(() -> outcome(source.next(), function)), this);
  }

  /**
   * The same for a file: one thread reads it and another applies the function, while the rows are
   * used by a third.
   */
  public <T> Stream<T> rowsReadAhead(Function<TableRow, T> function) {
    ReadAhead<Cells> cells =
        new ReadAhead<>("read-ahead", source, AHEAD, one -> one.raw().length());
    ReadAhead<Outcome<T>> ahead =
        new ReadAhead<>(
            "rows-ahead",
            new ReadAhead.Source<>() {
              @Override
              public Outcome<T> next() throws IOException {
                return outcome(cells.next(), function);
              }

              @Override
              public void close() throws IOException {
                cells.close();
              }
            },
            ROWS_AHEAD,
            one -> 1);
    return RowStream.of(() -> next(ahead::next), ahead);
  }

  /**
   * What became of a record.
   *
   * @param fault why it is skipped; null where it is not
   * @param raw the record as the file has it, where it is skipped
   */
  private record Outcome<T>(T value, RowException fault, String raw) {}

  private <T> Outcome<T> outcome(Cells cells, Function<TableRow, T> function) {
    if (cells == null) {
      return null;
    }
    try {
      TableRow row = new TableRow(this, cells);
      if (cells.cells() == null) {
        throw row.broken(cells.problem());
      }
      if (cells.cells().size() != width) {
        throw row.broken(
            String.format(
                Locale.ROOT, "%d cells where %d are expected", cells.cells().size(), width));
      }
      return new Outcome<>(function.apply(row), null, null);
    } catch (RowException e) {
      if (strict) {
        throw new TextException(file, e.line(), e.getMessage());
      }
      return new Outcome<>(null, e, cells.raw());
    }
  }

  /** The next row that can be used; rows are counted and skipped by who uses them. */
  private <T> T next(RowStream.Rows<Outcome<T>> outcomes) throws IOException {
    for (Outcome<T> one = outcomes.next(); one != null; one = outcomes.next()) {
      report.row();
      if (one.fault() == null) {
        return one.value();
      }
      report.skip(one.fault().line(), one.fault().getMessage(), one.raw());
    }
    return null;
  }

  /** The columns that may fill a field, counted from 0, the preferred one first. */
  List<Integer> columns(String field) {
    return columns.getOrDefault(field, List.of());
  }

  /** Number of the column of a name, from 0; -1 where there is none. */
  int index(String column) {
    return header.indexOf(column);
  }

  /** The column's own name, or the field's where no column fills it. */
  String nameOf(String field) {
    List<Integer> found = columns(field);
    return found.isEmpty() ? field : header.get(found.get(0));
  }

  boolean isSequence(String field) {
    List<Integer> found = columns(field);
    return !found.isEmpty() && types.get(found.get(0)).endsWith("_seq");
  }

  /** Whether numbers are written as 4,5. */
  boolean decimalComma() {
    return decimalComma;
  }

  /**
   * A number with a decimal comma, if the table has such, with a point; other texts as they are.
   */
  String pointed(String text) {
    int comma = decimalComma ? text.indexOf(',') : -1;
    return comma < 0 || text.indexOf('.') >= 0 ? text : text.replace(',', '.');
  }

  TableTimes times() {
    return times;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
