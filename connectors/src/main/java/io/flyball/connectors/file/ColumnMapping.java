package io.flyball.connectors.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says how the columns of a CSV file fill the fields of a record. Each field has a template: {@code
 * {price}} is the column of that name, {@code shop} the constant text, {@code order-{id}} a
 * mixture. A field whose template comes out empty counts as absent.
 *
 * @param templates template by field name
 */
public record ColumnMapping(Map<String, String> templates) {
  private static final Pattern COLUMN = Pattern.compile("\\{([^{}]*)}");

  public ColumnMapping {
    templates = Map.copyOf(new LinkedHashMap<>(templates));
    if (templates.isEmpty()) {
      throw new IllegalArgumentException("a column mapping fills at least one field");
    }
  }

  /** The text of a field in one row, given the row's value of each column. */
  String fill(String field, UnaryOperator<String> row) {
    Matcher columns = COLUMN.matcher(templates.get(field));
    return columns.replaceAll(match -> Matcher.quoteReplacement(row.apply(match.group(1))));
  }
}
