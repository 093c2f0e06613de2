package io.flyball.connectors.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the dialect of a table by its first lines: the delimiter that stands equally often, once at
 * least, in 98 % of them, and stands in the first, which may be a header: decimal commas are in all
 * lines but that. A tab wins ties, then {@code ::}, comma, semicolon, {@code |}, {@code \x01},
 * space. Where the first line is like none, the others decide. Where no delimiter reaches 98 %,
 * because the sample is small, the one that reaches most, over half the lines. Quoting is off where
 * a quote would never be closed.
 */
final class DialectDetector {
  private static final List<String> DELIMITERS = List.of("\t", "::", ",", ";", "|", "\u0001", " ");
  private static final double SURE = 0.98;
  private static final double LEAST = 0.5;

  private DialectDetector() {}

  /**
   * @param lines physical lines, none of them blank
   * @param delimiter null to detect it
   */
  static Optional<Dialect> detect(List<String> lines, String delimiter) {
    if (delimiter != null) {
      boolean quoted = agreement(lines, new Dialect(delimiter, true)) >= 0;
      return Optional.of(new Dialect(delimiter, quoted));
    }
    Dialect sure = null;
    Dialect best = null;
    double most = LEAST;
    for (String candidate : DELIMITERS) {
      for (boolean quoted : new boolean[] {true, false}) {
        Dialect dialect = new Dialect(candidate, quoted);
        double agreement = agreement(lines, dialect);
        if (agreement >= SURE) {
          if (dialect.cells(joined(lines, dialect).get(0)).size() > 1) {
            return Optional.of(dialect);
          }
          sure = sure == null ? dialect : sure;
        }
        if (agreement > most) {
          most = agreement;
          best = dialect;
        }
      }
    }
    return Optional.ofNullable(sure == null ? best : sure);
  }

  /**
   * Share of the records that have the most frequent number of cells, two at least; -1 where the
   * quotes are broken.
   */
  private static double agreement(List<String> lines, Dialect dialect) {
    Map<Integer, Integer> records = new HashMap<>();
    int all = 0;
    for (String record : joined(lines, dialect)) {
      List<String> cells = dialect.cells(record);
      if (cells == null || dialect.isOpen(record)) {
        return -1;
      }
      records.merge(cells.size(), 1, Integer::sum);
      all++;
    }
    records.remove(1);
    return records.values().stream().mapToInt(Integer::intValue).max().orElse(0) / (double) all;
  }

  private static List<String> joined(List<String> lines, Dialect dialect) {
    List<String> records = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : lines) {
      open.append(open.isEmpty() ? "" : "\n").append(line);
      if (!dialect.isOpen(open.toString())) {
        records.add(open.toString());
        open.setLength(0);
      }
    }
    // The sample may end inside a cell; a cell that takes half of it was never closed.
    boolean cut = !open.isEmpty() && open.length() * 2 < length(lines);
    if (!open.isEmpty() && !cut) {
      records.add(open.toString());
    }
    return records;
  }

  private static int length(List<String> lines) {
    return lines.stream().mapToInt(String::length).sum();
  }
}
