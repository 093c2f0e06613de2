package io.flyball.connectors.text;

import java.util.List;
import java.util.Optional;

/** One row of a table; every complaint names file, line and column. */
public final class TableRow {
  private final TextTable table;
  private final long line;
  private final List<String> cells;

  TableRow(TextTable table, long line, List<String> cells) {
    this.table = table;
    this.line = line;
    this.cells = cells;
  }

  /** Line in which the row begins, counted from 1. */
  public long line() {
    return line;
  }

  public List<String> cells() {
    return cells;
  }

  /** The text of a column; empty where there is no such column. */
  public Optional<String> cell(String column) {
    int index = table.index(column);
    return index < 0 ? Optional.empty() : Optional.of(cells.get(index));
  }

  /** Names of the columns. */
  public List<String> header() {
    return table.header();
  }

  /** The text of the column that fills a field; empty where there is no column or no text. */
  public Optional<String> text(String field) {
    int column = table.column(field);
    return column < 0
        ? Optional.empty()
        : Optional.of(cells.get(column).strip()).filter(text -> !text.isEmpty());
  }

  /** Whether the field's column holds sequences separated by blanks, as RecBole declares them. */
  public boolean isSequence(String field) {
    return table.isSequence(field);
  }

  /** The same for a field that a row must have. */
  public String required(String field) {
    return text(field).orElseThrow(() -> broken(field, "a value is required"));
  }

  /** The time in the column of a field, epoch ms. */
  public long time(String field) {
    return table.times().parse(required(field), this, field);
  }

  /** The fault of this row. */
  public RowException broken(String field, String problem) {
    return new RowException(this, "column '" + table.nameOf(field) + "': " + problem);
  }

  RowException broken(String problem) {
    return new RowException(this, problem);
  }

  /** A row that cannot be used: it is skipped, or ends a strict reading. */
  public static final class RowException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long line;

    RowException(TableRow row, String problem) {
      super(problem, null, false, false);
      this.line = row.line;
    }

    public long line() {
      return line;
    }
  }
}
