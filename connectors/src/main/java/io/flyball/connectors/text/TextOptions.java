package io.flyball.connectors.text;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * How a text is to be read, where that is given; what is null is detected.
 *
 * @param encoding of the text
 * @param delimiter between cells
 * @param quoted whether cells may be quoted
 * @param header names of the columns of a table that does not name them itself; empty where it does
 * @param pattern of the lines where no delimiter divides them; null where one does
 * @param columns column by the field that it fills: its name, or its number from 1 in a table
 *     without a header; several with {@code |} between for the first that is not empty; with {@code
 *     ?} at the end where the table may lack it; {@code -} for a field that the table does not
 *     have; {@code =TEXT} for one that has the same text in every row
 * @param timeUnit of numeric times
 * @param zone of times that name none; null for UTC
 * @param decimalComma whether numbers are written as 4,5
 * @param strict whether the first row that cannot be used ends the reading
 */
public record TextOptions(
    Charset encoding,
    String delimiter,
    Boolean quoted,
    List<String> header,
    LinePattern pattern,
    Map<String, String> columns,
    EpochUnit timeUnit,
    ZoneId zone,
    boolean decimalComma,
    boolean strict) {
  /** What stands for a column that is not there. */
  public static final String ABSENT = "-";

  public TextOptions {
    header = List.copyOf(header);
    columns = Map.copyOf(columns);
    delimiter = delimiter == null ? null : Dialect.delimiter(delimiter);
    if (delimiter != null && (delimiter.isEmpty() || delimiter.indexOf(Dialect.QUOTE) >= 0)) {
      throw new IllegalArgumentException(
          "a delimiter is a text without quotes, or tab, comma, semicolon, space or pipe");
    }
  }

  /** With quoting and header detected, and decimal points. */
  public TextOptions(
      Charset encoding,
      String delimiter,
      Map<String, String> columns,
      EpochUnit timeUnit,
      ZoneId zone,
      boolean strict) {
    this(encoding, delimiter, null, List.of(), null, columns, timeUnit, zone, false, strict);
  }

  /** Whether a text names the comma before decimals, not the point. */
  public static boolean isComma(String decimal) {
    return switch (decimal) {
      case "comma" -> true;
      case "point" -> false;
      default ->
          throw new IllegalArgumentException(
              "decimals have a point or a comma: write point or comma, not '" + decimal + "'");
    };
  }

  /** The same with other columns. */
  public TextOptions with(Map<String, String> others) {
    return new TextOptions(
        encoding, delimiter, quoted, header, pattern, others, timeUnit, zone, decimalComma, strict);
  }
}
