package io.flyball.cli.bandit;

import io.flyball.cli.option.JsonOutput;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Results as a table for people, or as one JSON object each.
 *
 * @param <R> a result
 */
record ResultTable<R>(List<Column<R>> columns) {
  /**
   * One column.
   *
   * @param key in JSON
   * @param title in the table
   * @param format of a value in the table, with its width
   */
  record Column<R>(String key, String title, String format, Function<R, Object> value) {
    /** As wide as the values. */
    private String head() {
      return String.format(Locale.ROOT, "%" + format.replaceAll("[^-0-9.]|\\..*", "") + "s", title);
    }

    private String cell(R result) {
      return String.format(Locale.ROOT, format, value.apply(result));
    }
  }

  void print(PrintWriter out, List<R> results, boolean json) {
    if (!json) {
      out.println(columns.stream().map(Column::head).collect(Collectors.joining(" ")));
    }
    for (R result : results) {
      if (json) {
        Map<String, Object> map = new LinkedHashMap<>();
        columns.forEach(column -> map.put(column.key(), column.value().apply(result)));
        JsonOutput.print(out, map);
      } else {
        out.println(
            columns.stream().map(column -> column.cell(result)).collect(Collectors.joining(" ")));
      }
    }
    out.flush();
  }
}
