package io.flyball.connectors.text;

import java.util.List;
import java.util.Locale;

/**
 * A field that a column of a table may fill.
 *
 * @param name what the field is called in {@code --map}
 * @param required whether a table without it is refused
 * @param columns names of columns that fill it, the preferred one first, as {@link #plain} has them
 * @param hints parts of names that suggest it and are never taken without being asked for
 */
public record TableField(String name, boolean required, List<String> columns, List<String> hints) {

  /** A column name without case, {@code _}, {@code -}, blanks and the type of RecBole's headers. */
  static String plain(String column) {
    return column
        .strip()
        .replaceFirst(":(token|token_seq|float|float_seq)$", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[_\\- ]", "");
  }
}
