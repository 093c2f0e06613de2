package io.flyball.connectors.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records of text that no delimiter divides: a pattern finds the cells. Memory: the first 1,000
 * records, then one.
 */
final class PatternCells implements CellSource {
  private static final int LONGEST = 1 << 20;

  private final TextFile text;
  private final BufferedReader in;
  private final LinePattern pattern;
  private final Deque<Cells> ahead = new ArrayDeque<>();
  private final List<List<String>> sample = new ArrayList<>();
  private String pending;
  private long lines;

  PatternCells(TextFile text, LinePattern pattern) throws IOException {
    this.text = text;
    this.in = new BufferedReader(text.reader());
    this.pattern = pattern;
    this.pending = line();
    int chars = 0;
    while (ahead.size() < SAMPLE && chars < SAMPLE_CHARS) {
      Cells cells = read();
      if (cells == null) {
        break;
      }
      ahead.add(cells);
      chars += cells.raw().length();
      if (cells.cells() != null) {
        sample.add(cells.cells());
      }
    }
  }

  @Override
  public List<List<String>> sample() {
    return sample;
  }

  @Override
  public List<String> names() {
    return pattern.names();
  }

  @Override
  public void report(ReadReport report) {
    report.assume("lines of the preset's pattern");
  }

  @Override
  public void dropHeader() {
    // Such files have none.
  }

  @Override
  public Cells next() throws IOException {
    return ahead.isEmpty() ? read() : ahead.removeFirst();
  }

  private Cells read() throws IOException {
    if (pending == null) {
      return null;
    }
    long at = lines;
    StringBuilder record = new StringBuilder(pending);
    String block = pattern.block(pending);
    pending = line();
    while (pending != null
        && block != null
        && block.equals(pattern.block(pending))
        && record.length() < LONGEST) {
      record.append('\n').append(pending);
      pending = line();
    }
    List<String> cells = pattern.cells(record.toString());
    String problem = cells == null ? "the line is not of the preset's pattern" : null;
    return new Cells(at, cells, problem, record.toString());
  }

  private String line() throws IOException {
    String line = in.readLine();
    lines++;
    while (line != null && line.isBlank()) {
      line = in.readLine();
      lines++;
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  /** All first groups of a pattern in a text, with {@code |} between. */
  static String all(Pattern each, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = each.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1).strip().replace('|', '/'));
    }
    return String.join("|", found);
  }
}
