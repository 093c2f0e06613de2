package io.flyball.connectors.file;

import io.flyball.connectors.text.TableRow;
import io.flyball.connectors.text.TextTable;

/**
 * A field, whose column is looked up once and not for every row.
 *
 * @param there whether a column or a constant fills it
 * @param only the only column that fills it; -1 where another may, or none
 */
record FieldColumn(String field, boolean there, int only) {
  private static final double[] NONE = {};

  /** What stands between or around the numbers of a list. */
  private static final String SEPARATORS = "[]|,; ";

  static FieldColumn of(TextTable table, String field) {
    return new FieldColumn(field, table.has(field), table.onlyColumn(field));
  }

  /** Its text; empty where there is none. */
  String text(TableRow row) {
    if (only >= 0) {
      return row.cells().get(only).strip();
    }
    return there ? row.text(field).orElse("") : "";
  }

  String required(TableRow row) {
    String text = text(row);
    if (text.isEmpty()) {
      throw row.broken(field, "a value is required");
    }
    return text;
  }

  double number(TableRow row, double without) {
    String text = text(row);
    return text.isEmpty() ? without : row.number(field, text);
  }

  double[] numbers(TableRow row) {
    String text = text(row);
    if (text.isEmpty()) {
      return NONE;
    }
    if (isOne(text)) {
      return new double[] {row.number(field, text)};
    }
    return RowFields.numbers(row, field).stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static boolean isOne(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (SEPARATORS.indexOf(text.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }
}
