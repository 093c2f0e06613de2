package io.flyball.connectors.text;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * How the cells of a line are told apart.
 *
 * @param delimiter between two cells, one character or more
 * @param quoted whether a cell that begins with {@code "} ends at the next one that is not doubled
 *     (RFC 4180), so that it may hold delimiters and line breaks
 */
record Dialect(String delimiter, boolean quoted) {
  static final char QUOTE = '"';

  /** The cells of a whole record; null where its quotes are broken. */
  List<String> cells(String record) {
    if (!quoted || record.indexOf(QUOTE) < 0) {
      List<String> cells = new ArrayList<>();
      int from = 0;
      for (int at = next(record, 0); at >= 0; at = next(record, from)) {
        cells.add(record.substring(from, at));
        from = at + delimiter.length();
      }
      cells.add(record.substring(from));
      return cells;
    }
    try {
      CsvReaderBuilder builder = CsvReader.builder().skipEmptyLines(false);
      builder =
          delimiter.length() == 1
              ? builder.fieldSeparator(delimiter.charAt(0))
              : builder.fieldSeparator(delimiter);
      return builder.ofSingleCsvRecord(record).getFields();
    } catch (CsvParseException e) {
      return null;
    }
  }

  private int next(String record, int from) {
    return delimiter.length() == 1
        ? record.indexOf(delimiter.charAt(0), from)
        : record.indexOf(delimiter, from);
  }

  /** Whether a cell of the record is still open at its end, so that it goes on in the next line. */
  boolean isOpen(String record) {
    if (!quoted || record.indexOf(QUOTE) < 0) {
      return false;
    }
    int at = 0;
    while (at <= record.length()) {
      if (at == record.length() || record.charAt(at) != QUOTE) {
        int next = record.indexOf(delimiter, at);
        if (next < 0) {
          return false;
        }
        at = next + delimiter.length();
        continue;
      }
      int end = closing(record, at);
      if (end < 0) {
        return true;
      }
      int next = record.indexOf(delimiter, end + 1);
      if (next < 0) {
        return false;
      }
      at = next + delimiter.length();
    }
    return false;
  }

  /** Where the quote that opened at a place is closed; -1 where it is not. */
  private static int closing(String record, int opened) {
    int at = record.indexOf(QUOTE, opened + 1);
    while (at >= 0 && at + 1 < record.length() && record.charAt(at + 1) == QUOTE) {
      at = record.indexOf(QUOTE, at + 2);
    }
    return at;
  }

  /** How the report names it. */
  String description() {
    String name =
        switch (delimiter) {
          case "\t" -> "tab";
          case "," -> "comma";
          case ";" -> "semicolon";
          case " " -> "space";
          case "\u0001" -> "\\x01";
          default -> "'" + delimiter + "'";
        };
    return name + (quoted ? ", quoted cells" : ", no quoting");
  }

  /** A delimiter as a person writes it: {@code tab}, {@code \t}, {@code comma} or itself. */
  static String delimiter(String text) {
    return switch (text) {
      case "tab", "\\t" -> "\t";
      case "comma" -> ",";
      case "semicolon" -> ";";
      case "space" -> " ";
      case "pipe" -> "|";
      case "\\x01" -> "\u0001";
      default -> text;
    };
  }
}
