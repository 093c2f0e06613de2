package io.flyball.connectors.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Records of text whose cells a delimiter divides. Memory: the first 1,000 lines, then one record.
 */
final class DelimitedCells implements CellSource {
  private static final int LONGEST = 1 << 20;

  /** A physical line and its number, counted from 1. */
  private record Line(long number, String text) {}

  private final TextFile text;
  private final BufferedReader in;
  private final Deque<Line> ahead = new ArrayDeque<>();
  private final List<List<String>> sample = new ArrayList<>();
  private final Dialect dialect;
  private long lines;

  DelimitedCells(Path file, TextFile text, TextOptions options) throws IOException {
    this.text = text;
    this.in = new BufferedReader(text.reader());
    List<Line> first = first();
    this.dialect = first.isEmpty() ? new Dialect(",", true) : dialect(file, first, options);
    for (Line line : first) {
      List<String> cells = dialect.cells(line.text());
      sample.add(cells == null ? List.of() : cells);
    }
  }

  private static Dialect dialect(Path file, List<Line> first, TextOptions options) {
    if (options.delimiter() != null && options.quoted() != null) {
      return new Dialect(options.delimiter(), options.quoted());
    }
    return DialectDetector.detect(first.stream().map(Line::text).toList(), options.delimiter())
        .map(
            found ->
                options.quoted() == null ? found : new Dialect(found.delimiter(), options.quoted()))
        .orElseThrow(() -> undivided(file, first.get(0)));
  }

  @Override
  public List<List<String>> sample() {
    return sample;
  }

  @Override
  public List<String> names() {
    return null;
  }

  @Override
  public void report(ReadReport report) {
    if (!sample.isEmpty()) {
      report.assume(dialect.description());
    }
  }

  @Override
  public void dropHeader() {
    while (!ahead.isEmpty() && ahead.removeFirst().text().isBlank()) {
      // Blank lines may stand before the header.
    }
  }

  @Override
  public Cells next() throws IOException {
    Line first = line();
    while (first != null && first.text().isBlank()) {
      first = line();
    }
    if (first == null) {
      return null;
    }
    return dialect.isOpen(first.text()) ? severalLines(first) : cells(first, first.text());
  }

  private Cells cells(Line first, String record) {
    List<String> cells = dialect.cells(record);
    return cells == null ? broken(first) : new Cells(first.number(), cells, null, record);
  }

  private Cells severalLines(Line first) throws IOException {
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
      return broken(first);
    }
    return cells(first, record);
  }

  private static Cells broken(Line line) {
    String problem = "a quote is not closed, or text follows a closing quote";
    return new Cells(line.number(), null, problem, line.text());
  }

  private Line line() throws IOException {
    return ahead.isEmpty() ? physical() : ahead.removeFirst();
  }

  private Line physical() throws IOException {
    String line = in.readLine();
    return line == null ? null : new Line(++lines, line);
  }

  /** The first lines that are not blank; all that were read are read again. */
  private List<Line> first() throws IOException {
    List<Line> found = new ArrayList<>();
    int chars = 0;
    while (found.size() < SAMPLE && chars < SAMPLE_CHARS) {
      Line line = physical();
      if (line == null) {
        break;
      }
      ahead.add(line);
      if (!line.text().isBlank()) {
        found.add(line);
        chars += line.text().length();
      }
    }
    return found;
  }

  private static TextException undivided(Path file, Line line) {
    String shown = line.text().length() > 80 ? line.text().substring(0, 80) + "…" : line.text();
    return new TextException(
        file,
        line.number(),
        "no delimiter divides the lines, which begin '" + shown + "'; name one with --delimiter");
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
