package io.flyball.connectors.file;

import io.flyball.connectors.text.TableField;
import io.flyball.connectors.text.TableRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Fields of a row as the types that records have. */
final class RowFields {
  static final String TIME = "time";
  static final String USER = "user";
  static final String ITEM = "item";
  static final String ID = "id";

  private RowFields() {}

  static TableField field(String name, boolean required, String columns, String hints) {
    return new TableField(
        name,
        required,
        columns.isEmpty() ? List.of() : List.of(columns.split(" ")),
        hints.isEmpty() ? List.of() : List.of(hints.split(" ")));
  }

  static TableField id() {
    return field(ID, false, "id eventid", "");
  }

  static TableField user() {
    return field(USER, true, "user userid", "user visitor uid customer member account client");
  }

  static TableField item() {
    return field(
        ITEM,
        true,
        "item itemid movieid videoid productid bookid trackid songid articleid asin",
        "item product article movie video content book track sku");
  }

  static TableField time() {
    return field(TIME, true, "timestamp time ts timems datetime", "time date when created");
  }

  static Instant at(TableRow row) {
    return Instant.ofEpochMilli(row.time(TIME));
  }

  /** Nobody where the table names no users; a row of a table that does must name one. */
  static String user(TableRow row) {
    return row.has(USER) ? row.required(USER) : "";
  }

  static boolean bool(TableRow row, String field, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "1", "1.0", "true" -> true;
      case "0", "0.0", "false" -> false;
      default -> throw row.broken(field, "0, 1, true or false is expected, not '" + text + "'");
    };
  }

  static boolean flag(TableRow row, String field) {
    return row.text(field).map(text -> bool(row, field, text)).orElse(false);
  }

  /** A finite number times a factor; null where there is none. */
  static Double number(TableRow row, String field, LogLayout layout) {
    Optional<String> text = row.text(field);
    if (text.isEmpty()) {
      return null;
    }
    Map<String, String> texts = layout.values().getOrDefault(field, Map.of());
    return row.number(field, texts.getOrDefault(text.get(), text.get())) * layout.factor(field)
        + 0.0;
  }

  /** A probability above 0, at most 1; null where there is none. */
  static Double probability(TableRow row, String field) {
    Double number = row.text(field).map(text -> row.number(field, text)).orElse(null);
    if (number != null && !(number > 0 && number <= 1)) {
      throw row.broken(field, "a probability above 0, at most 1, is expected, not " + number);
    }
    return number;
  }

  static int whole(TableRow row, String field, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw row.broken(field, "a whole number is expected, not '" + text + "'");
    }
  }

  /** Texts with {@code |} between, as they are written in a cell. */
  static List<String> texts(TableRow row, String field) {
    return row.text(field).map(text -> List.of(text.split("\\|"))).orElse(List.of());
  }

  /**
   * Numbers with {@code |}, blanks, commas or semicolons between, in brackets or not; a comma
   * divides none where it is that of decimals.
   */
  static List<Double> numbers(TableRow row, String field) {
    List<Double> numbers = new ArrayList<>();
    String between = row.decimalComma() ? "[|; ]+" : "[|,; ]+";
    for (String text : row.text(field).orElse("").replaceAll("[\\[\\]]", "").split(between)) {
      if (!text.isEmpty()) {
        numbers.add(row.number(field, text));
      }
    }
    return numbers;
  }
}
