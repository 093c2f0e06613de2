package io.flyball.connectors.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a person names for a field: {@code a}, {@code a|b} for the first that is not empty, {@code
 * a?} where the table may lack it, {@code -} for none, {@code =text} for the same text in every
 * row.
 *
 * @param text as it was given
 * @param names of columns, the preferred one first
 * @param optional whether a table that has none of them is taken
 */
record ColumnChoice(String text, List<String> names, boolean optional) {
  private static final String CONSTANT = "=";

  static ColumnChoice of(String text) {
    if (text.equals(TextOptions.ABSENT) || text.startsWith(CONSTANT)) {
      return new ColumnChoice(text, List.of(), true);
    }
    boolean optional = text.endsWith("?");
    String plain = optional ? text.substring(0, text.length() - 1) : text;
    return new ColumnChoice(text, List.of(plain.split("\\|")), optional);
  }

  /** Whether no column fills the field, as was asked for. */
  boolean needsNoColumn() {
    return names.isEmpty();
  }

  /** The texts of the fields that have the same one in every row. */
  static Map<String, String> constants(Map<String, String> choices) {
    Map<String, String> constants = new LinkedHashMap<>();
    choices.forEach(
        (field, text) -> {
          if (text.startsWith(CONSTANT)) {
            constants.put(field, text.substring(CONSTANT.length()));
          }
        });
    return constants;
  }

  /**
   * The columns of a header, counted from 0. A column that is called exactly so comes first.
   *
   * @throws TextException where one that is required is not there
   */
  List<Integer> in(Path file, String field, List<String> header) {
    if (header.contains(text)) {
      return List.of(header.indexOf(text));
    }
    List<Integer> found = new ArrayList<>();
    for (String name : names) {
      int column = header.indexOf(name);
      if (column >= 0) {
        found.add(column);
      } else if (!optional) {
        throw new TextException(
            file,
            String.format(
                Locale.ROOT,
                "there is no column '%s' for %s; the columns are %s",
                name,
                field,
                String.join(", ", header)));
      }
    }
    return found;
  }
}
