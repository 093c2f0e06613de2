package io.flyball.connectors.text;

import io.flyball.connectors.text.TableRow.RowException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An open table of text, its encoding, delimiter, quoting, header and columns found or given. Rows
 * are read as they are asked for; a row that cannot be used is skipped and counted in the report,
 * or, where the reading is strict, a {@link TextException}. Memory: the first 1,000 lines, then one
 * record. Not thread-safe.
 */
public final class TextTable implements Closeable {
  private static final int SAMPLE = 1_000;
  private static final int SAMPLE_CHARS = 1 << 20;
  private static final int LONGEST = 1 << 20;

  /** A physical line and its number, counted from 1. */
  private record Line(long number, String text) {}

  private final Path file;
  private final TextFile text;
  private final BufferedReader in;
  private final boolean strict;
  private final ReadReport report = new ReadReport();
  private final Deque<Line> ahead = new ArrayDeque<>();
  private final Dialect dialect;
  private final int width;
  private final List<String> header;
  private final List<String> types;
  private final Map<String, Integer> columns;
  private final TableTimes times;
  private long lines;

  private TextTable(Path file, TextOptions options, TableShape shape) throws IOException {
    this.file = file;
    this.text = TextFile.open(file, options.encoding());
    this.strict = options.strict();
    this.in = new BufferedReader(text.reader());
    report.assume(text.encoding());
    List<Line> sample = sample();
    this.dialect =
        sample.isEmpty()
            ? new Dialect(",", true)
            : DialectDetector.detect(sample.stream().map(Line::text).toList(), options.delimiter())
                .orElseThrow(() -> undivided(sample.get(0)));
    List<List<String>> first = new ArrayList<>();
    for (Line line : sample) {
      List<String> cells = dialect.cells(line.text());
      first.add(cells == null ? List.of() : cells);
    }
    TableColumns found = TableColumns.of(file, first, options, shape, report);
    if (!sample.isEmpty()) {
      report.assume(dialect.description());
    }
    found.report(report);
    this.header = found.header();
    this.width = found.width();
    this.types = found.types();
    this.columns = found.columns();
    this.times = new TableTimes(file, options, report);
    if (found.hasHeader()) {
      while (!ahead.isEmpty() && ahead.removeFirst().text().isBlank()) {
        // Blank lines may stand before the header.
      }
    }
    int time = shape.timeField() == null ? -1 : column(shape.timeField());
    if (time >= 0) {
      times.learn(
          first.stream()
              .skip(found.hasHeader() ? 1 : 0)
              .filter(cells -> cells.size() > time)
              .map(cells -> cells.get(time).strip())
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
    return new TextTable(file, options, shape);
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
    return column(field) >= 0;
  }

  /**
   * What a function makes of each row; close the stream to close the file. The function refuses a
   * row by {@link TableRow#broken}.
   */
  public <T> Stream<T> rows(Function<TableRow, T> function) {
    return RowStream.of(() -> next(function), this);
  }

  private <T> T next(Function<TableRow, T> function) throws IOException {
    for (TableRow row = row(); row != null; row = row()) {
      report.row();
      try {
        if (row.cells() == null) {
          throw row.broken("a quote is not closed, or text follows a closing quote");
        }
        if (row.cells().size() != width) {
          throw row.broken(
              String.format(
                  Locale.ROOT, "%d cells where %d are expected", row.cells().size(), width));
        }
        return function.apply(row);
      } catch (RowException e) {
        if (strict) {
          throw new TextException(file, e.line(), e.getMessage());
        }
        report.skip(e.line(), e.getMessage());
      }
    }
    return null;
  }

  private TableRow row() throws IOException {
    Line first = line();
    while (first != null && first.text().isBlank()) {
      first = line();
    }
    if (first == null) {
      return null;
    }
    String record = first.text();
    List<Line> more = new ArrayList<>();
    while (dialect.isOpen(record) && record.length() < LONGEST) {
      Line next = line();
      if (next == null) {
        break;
      }
      more.add(next);
      record += "\n" + next.text();
    }
    if (dialect.isOpen(record)) {
      // The quote was never closed: only the line that opened it is lost.
      for (int i = more.size() - 1; i >= 0; i--) {
        ahead.addFirst(more.get(i));
      }
      return new TableRow(this, first.number(), null);
    }
    return new TableRow(this, first.number(), dialect.cells(record));
  }

  private Line line() throws IOException {
    if (!ahead.isEmpty()) {
      return ahead.removeFirst();
    }
    return physical();
  }

  private Line physical() throws IOException {
    String line = in.readLine();
    return line == null ? null : new Line(++lines, line);
  }

  /** The first lines that are not blank; all that were read are read again. */
  private List<Line> sample() throws IOException {
    List<Line> sample = new ArrayList<>();
    int chars = 0;
    while (sample.size() < SAMPLE && chars < SAMPLE_CHARS) {
      Line line = physical();
      if (line == null) {
        break;
      }
      ahead.add(line);
      if (!line.text().isBlank()) {
        sample.add(line);
        chars += line.text().length();
      }
    }
    return sample;
  }

  private TextException undivided(Line line) {
    String shown = line.text().length() > 80 ? line.text().substring(0, 80) + "…" : line.text();
    return new TextException(
        file,
        line.number(),
        "no delimiter divides the lines, which begin '" + shown + "'; name one with --delimiter");
  }

  int column(String field) {
    return columns.getOrDefault(field, -1);
  }

  /** Number of the column of a name, from 0; -1 where there is none. */
  int index(String column) {
    return header.indexOf(column);
  }

  /** The column's own name, or the field's where no column fills it. */
  String nameOf(String field) {
    int column = column(field);
    return column < 0 ? field : header.get(column);
  }

  boolean isSequence(String field) {
    return column(field) >= 0 && types.get(column(field)).endsWith("_seq");
  }

  TableTimes times() {
    return times;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
