package io.flyball.connectors.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One row of a table; every complaint names file, line and column. */
public final class TableRow {
  private final TextTable table;
  private final long line;
  private final List<String> cells;
  private final String raw;
  private final Map<String, String> own;

  TableRow(TextTable table, CellSource.Cells cells) {
    this(table, cells.line(), cells.cells(), cells.raw(), Map.of());
  }

  private TableRow(
      TextTable table, long line, List<String> cells, String raw, Map<String, String> own) {
    this.table = table;
    this.line = line;
    this.cells = cells;
    this.raw = raw;
    this.own = own;
  }

  /** The same row with texts of its own in some fields. */
  public TableRow with(Map<String, String> fields) {
    return new TableRow(table, line, cells, raw, fields);
  }

  /** Line in which the row begins, counted from 1. */
  public long line() {
    return line;
  }

  public List<String> cells() {
    return cells;
  }

  /** The row as the file has it. */
  public String raw() {
    return raw;
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
    String text = textOrEmpty(field);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private String textOrEmpty(String field) {
    String given = own.isEmpty() ? null : own.get(field);
    if (given == null) {
      given = table.constant(field);
    }
    return given == null ? first(cells, table.columns(field)) : given;
  }

  /** The first of some cells that is not empty; empty where there is none. */
  static String first(List<String> cells, List<Integer> columns) {
    for (int i = 0; i < columns.size(); i++) {
      String text = cells.get(columns.get(i)).strip();
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** Whether the field's column holds sequences separated by blanks, as RecBole declares them. */
  public boolean isSequence(String field) {
    return table.isSequence(field);
  }

  /** The same for a field that a row must have. */
  public String required(String field) {
    String text = textOrEmpty(field);
    if (text.isEmpty()) {
      throw broken(field, "a value is required");
    }
    return text;
  }

  /** The time in the column of a field, epoch ms. */
  public long time(String field) {
    return table.times().parse(table.pointed(required(field)), this, field);
  }

  /** Whether numbers of the table are written as 4,5. */
  public boolean decimalComma() {
    return table.decimalComma();
  }

  /** A finite number, written as the table writes numbers. */
  public double number(String field, String text) {
    boolean comma = table.decimalComma();
    try {
      double number = Double.parseDouble(table.pointed(text));
      if (Double.isFinite(number) && !(comma && text.indexOf('.') >= 0)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same sentence.
    }
    String hint = "";
    if (comma && text.matches("[+-]?\\d+\\.[\\d.,]*")) {
      hint = "; with --decimal comma no point may stand in it";
    } else if (!comma && text.matches("[+-]?\\d+,\\d+")) {
      hint = "; decimals have a point, or give --decimal comma";
    }
    throw broken(field, "a number is expected, not '" + text + "'" + hint);
  }

  /** Whether a column may fill a field. */
  public boolean has(String field) {
    return (!own.isEmpty() && own.containsKey(field)) || table.has(field);
  }

  /** The fault of this row. */
  public RowException broken(String field, String problem) {
    return new RowException(this, "column '" + table.nameOf(field) + "': " + problem);
  }

  /** The fault of this row, whatever its columns are. */
  public RowException broken(String problem) {
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
