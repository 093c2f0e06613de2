package io.flyball.connectors.text;

import io.flyball.core.record.EditDistance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which column fills which field. A name that is known fills its field; a name that is only close
 * to one is suggested and never taken.
 *
 * @param header names of the columns, or their numbers from 1
 * @param types type of each column, where the header declares it
 * @param columns columns, counted from 0, that may fill a field, the preferred one first
 */
record TableColumns(
    boolean hasHeader,
    List<String> header,
    List<String> types,
    Map<String, List<Integer>> columns) {

  /**
   * Finds the columns.
   *
   * @param names of the columns where the format carries them; else null
   * @param first the first records
   */
  static TableColumns of(
      Path file,
      List<String> names,
      List<List<String>> first,
      TextOptions options,
      TableShape shape,
      ReadReport report) {
    requireFields(options, shape);
    if (first.isEmpty()) {
      return new TableColumns(false, List.of(), List.of(), Map.of());
    }
    List<String> top = first.get(0);
    if (names != null) {
      return named(file, false, names, names, null, options, shape, report);
    }
    if (!options.header().isEmpty()) {
      boolean there = top.equals(options.header());
      return named(file, there, options.header(), options.header(), null, options, shape, report);
    }
    boolean numbered = isNumbered(options, top);
    boolean headed = shape.headerless() == null || looksLikeHeader(first, shape);
    Map<String, Integer> layout = numbered || headed ? null : shape.headerless().apply(first);
    boolean named =
        options.columns().values().stream()
            .flatMap(choice -> ColumnChoice.of(choice).names().stream())
            .anyMatch(top::contains);
    if (!numbered && !headed && !named && layout == null) {
      throw new TextException(
          file,
          1,
          String.format(
              Locale.ROOT,
              "this seems to be no header, and the columns are of no known layout: %s; name them by"
                  + " number, as --map %s=1",
              String.join(", ", top),
              shape.fields().get(0).name()));
    }
    boolean hasHeader = !numbered && layout == null;
    List<String> header =
        hasHeader
            ? top.stream().map(TableColumns::name).toList()
            : IntStream.rangeClosed(1, top.size()).mapToObj(Integer::toString).toList();
    return named(file, hasHeader, header, top, layout, options, shape, report);
  }

  private static TableColumns named(
      Path file,
      boolean hasHeader,
      List<String> header,
      List<String> top,
      Map<String, Integer> layout,
      TextOptions options,
      TableShape shape,
      ReadReport report) {
    requireDistinct(file, header);
    Map<String, List<Integer>> columns = new LinkedHashMap<>();
    for (TableField field : shape.fields()) {
      List<Integer> found = columns(file, field, header, options, layout, report);
      if (!found.isEmpty()) {
        columns.put(field.name(), found);
      }
    }
    requireAll(file, header, columns, options, shape);
    return new TableColumns(
        hasHeader, header, top.stream().map(TableColumns::type).toList(), columns);
  }

  private static void requireFields(TextOptions options, TableShape shape) {
    List<String> names = shape.fields().stream().map(TableField::name).toList();
    for (String field : options.columns().keySet()) {
      if (!names.contains(field)) {
        throw new IllegalArgumentException(
            "there is no field '" + field + "' to map, only " + String.join(", ", names));
      }
    }
  }

  int width() {
    return header.size();
  }

  /** States the columns, and whether there is a header where there may be one. */
  void report(ReadReport report, boolean tabular) {
    if (!header.isEmpty()) {
      if (tabular) {
        report.assume(hasHeader ? "a header" : "no header");
      }
      report.assume(
          columns.entrySet().stream()
              .map(
                  entry ->
                      entry.getKey()
                          + "="
                          + entry.getValue().stream()
                              .map(header::get)
                              .collect(Collectors.joining("|")))
              .collect(Collectors.joining(", ")));
    }
  }

  /** Whether columns are given by number, in a table whose first row names none of them. */
  private static boolean isNumbered(TextOptions options, List<String> top) {
    List<String> given =
        options.columns().values().stream()
            .flatMap(choice -> ColumnChoice.of(choice).names().stream())
            .toList();
    boolean numbers = !given.isEmpty() && given.stream().allMatch(c -> c.matches("[1-9]\\d{0,3}"));
    return numbers
        && (top.stream().noneMatch(given::contains)
            || top.stream().anyMatch(TableColumns::isNumber));
  }

  private static boolean looksLikeHeader(List<List<String>> first, TableShape shape) {
    List<String> top = first.get(0);
    if (top.stream().allMatch(cell -> cell.matches(".+:(token|token_seq|float|float_seq)"))) {
      return true;
    }
    Set<String> known = new HashSet<>();
    shape.fields().forEach(field -> known.addAll(field.columns()));
    if (top.stream().anyMatch(cell -> known.contains(TableField.plain(cell)))) {
      return true;
    }
    if (top.stream().anyMatch(TableColumns::isNumber)) {
      return false;
    }
    for (List<String> row : first.subList(1, first.size())) {
      for (int i = 0; i < Math.min(row.size(), top.size()); i++) {
        if (isNumber(row.get(i))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isNumber(String cell) {
    return cell.strip().matches("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d+)?");
  }

  private static String type(String cell) {
    return cell.strip().substring(name(cell).length());
  }

  private static String name(String cell) {
    return cell.strip().replaceFirst("(?<=.):(token|token_seq|float|float_seq)$", "");
  }

  private static void requireDistinct(Path file, List<String> header) {
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      // What has no name is mapped to nothing, so any number of columns may have none.
      if (!name.isEmpty() && !seen.add(name)) {
        throw new TextException(file, 1, "two columns are called '" + name + "' in " + header);
      }
    }
  }

  private static List<Integer> columns(
      Path file,
      TableField field,
      List<String> header,
      TextOptions options,
      Map<String, Integer> layout,
      ReadReport report) {
    String given = options.columns().get(field.name());
    if (given != null) {
      return ColumnChoice.of(given).in(file, field.name(), header);
    }
    if (layout != null) {
      return layout.containsKey(field.name()) ? List.of(layout.get(field.name())) : List.of();
    }
    Map<String, Integer> named = new HashMap<>();
    for (int i = header.size() - 1; i >= 0; i--) {
      named.put(TableField.plain(header.get(i)), i);
    }
    List<Integer> found =
        field.columns().stream().filter(named::containsKey).map(named::get).toList();
    if (found.size() > 1) {
      report.assume(
          String.format(
              Locale.ROOT,
              "%s from %s and not from %s",
              field.name(),
              header.get(found.get(0)),
              found.stream().skip(1).map(header::get).collect(Collectors.joining(", "))));
    }
    return found.isEmpty() ? List.of() : List.of(found.get(0));
  }

  private static void requireAll(
      Path file,
      List<String> header,
      Map<String, List<Integer>> columns,
      TextOptions options,
      TableShape shape) {
    List<String> missing = new ArrayList<>();
    List<String> maps = new ArrayList<>();
    for (TableField field : shape.fields()) {
      String given = options.columns().get(field.name());
      boolean settled = given != null && ColumnChoice.of(given).needsNoColumn();
      if (field.required() && !settled && !columns.containsKey(field.name())) {
        missing.add(field.name());
        maps.add("--map " + field.name() + "=" + close(field, header, columns));
      }
    }
    if (!missing.isEmpty()) {
      throw new TextException(
          file,
          1,
          String.format(
              Locale.ROOT,
              "no column for %s; the columns are %s; name it, as %s",
              String.join(" and ", missing),
              String.join(", ", header),
              String.join(" ", maps)));
    }
  }

  /** The column whose name is closest to the field, or a word for any. */
  private static String close(
      TableField field, List<String> header, Map<String, List<Integer>> columns) {
    Set<Integer> taken =
        columns.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    for (String hint : field.hints()) {
      for (int i = 0; i < header.size(); i++) {
        if (!taken.contains(i) && TableField.plain(header.get(i)).contains(hint)) {
          return header.get(i);
        }
      }
    }
    for (int i = 0; i < header.size(); i++) {
      String plain = TableField.plain(header.get(i));
      if (!taken.contains(i)
          && field.columns().stream().anyMatch(known -> EditDistance.between(known, plain) <= 2)) {
        return header.get(i);
      }
    }
    return "COLUMN";
  }
}
