package io.flyball.connectors.file;

import io.flyball.connectors.codec.Timestamps;
import io.flyball.connectors.text.TableRow;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** One row of a CSV file with a header; every complaint names file, line and column. */
record CsvRow(Path file, TableRow row) {

  String text(String column) {
    return row.cell(column)
        .orElseThrow(() -> broken(column, "there is no such column, only " + row.header()));
  }

  String required(String column) {
    String text = text(column);
    if (text.isEmpty()) {
      throw broken(column, "a value is required");
    }
    return text;
  }

  long integer(String column, long min, long max) {
    String text = text(column);
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw broken(column, "an integer is expected, not '" + text + "'");
    }
    throw broken(column, text + " is outside of " + min + " to " + max);
  }

  /** A number in (0, 1]. */
  double probability(String column) {
    String text = text(column);
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw broken(column, "a number is expected, not '" + text + "'");
    }
    if (!(number > 0 && number <= 1)) {
      throw broken(column, "a probability above 0 and up to 1 is expected, not " + text);
    }
    return number;
  }

  Instant time(String column) {
    String text = text(column);
    try {
      return Instant.ofEpochMilli(Timestamps.parse(text));
    } catch (DateTimeException | ArithmeticException e) {
      throw broken(column, "a time with its zone is expected, not '" + text + "'");
    }
  }

  /** The columns whose names begin so, in their order. */
  List<String> columns(String prefix) {
    return row.header().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  BrokenRowException broken(String column, String problem) {
    return new BrokenRowException(file, row.line(), column, problem);
  }
}
