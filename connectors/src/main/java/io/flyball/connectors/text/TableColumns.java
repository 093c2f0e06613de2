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
 * @param columns column, counted from 0, by field
 */
record TableColumns(
    boolean hasHeader, List<String> header, List<String> types, Map<String, Integer> columns) {

  static TableColumns of(
      Path file,
      List<List<String>> first,
      TextOptions options,
      TableShape shape,
      ReadReport report) {
    requireFields(options, shape);
    if (first.isEmpty()) {
      return new TableColumns(false, List.of(), List.of(), Map.of());
    }
    List<String> top = first.get(0);
    boolean numbered = isNumbered(options, top);
    boolean headed = shape.headerless() == null || looksLikeHeader(first, shape);
    Map<String, Integer> layout = numbered || headed ? null : shape.headerless().apply(first);
    boolean named = options.columns().values().stream().anyMatch(top::contains);
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
    if (hasHeader) {
      requireDistinct(file, header);
    }
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (TableField field : shape.fields()) {
      int column = column(file, field, header, options, layout, report);
      if (column >= 0) {
        columns.put(field.name(), column);
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

  void report(ReadReport report) {
    if (!header.isEmpty()) {
      report.assume(hasHeader ? "a header" : "no header");
      report.assume(
          columns.entrySet().stream()
              .map(entry -> entry.getKey() + "=" + header.get(entry.getValue()))
              .collect(Collectors.joining(", ")));
    }
  }

  /** Whether columns are given by number, in a table whose first row names none of them. */
  private static boolean isNumbered(TextOptions options, List<String> top) {
    List<String> given =
        options.columns().values().stream().filter(c -> !c.equals(TextOptions.ABSENT)).toList();
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
      if (!seen.add(name)) {
        throw new TextException(file, 1, "two columns are called '" + name + "' in " + header);
      }
    }
  }

  private static int column(
      Path file,
      TableField field,
      List<String> header,
      TextOptions options,
      Map<String, Integer> layout,
      ReadReport report) {
    String given = options.columns().get(field.name());
    if (given != null) {
      if (given.equals(TextOptions.ABSENT)) {
        return -1;
      }
      int column = header.indexOf(given);
      if (column < 0) {
        throw new TextException(
            file,
            String.format(
                Locale.ROOT,
                "there is no column '%s' for %s; the columns are %s",
                given,
                field.name(),
                String.join(", ", header)));
      }
      return column;
    }
    if (layout != null) {
      return layout.getOrDefault(field.name(), -1);
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
    return found.isEmpty() ? -1 : found.get(0);
  }

  private static void requireAll(
      Path file,
      List<String> header,
      Map<String, Integer> columns,
      TextOptions options,
      TableShape shape) {
    List<String> missing = new ArrayList<>();
    List<String> maps = new ArrayList<>();
    for (TableField field : shape.fields()) {
      boolean refused = TextOptions.ABSENT.equals(options.columns().get(field.name()));
      if (field.required() && !refused && !columns.containsKey(field.name())) {
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
  private static String close(TableField field, List<String> header, Map<String, Integer> columns) {
    for (String hint : field.hints()) {
      for (int i = 0; i < header.size(); i++) {
        if (!columns.containsValue(i) && TableField.plain(header.get(i)).contains(hint)) {
          return header.get(i);
        }
      }
    }
    for (int i = 0; i < header.size(); i++) {
      String plain = TableField.plain(header.get(i));
      if (!columns.containsValue(i)
          && field.columns().stream().anyMatch(known -> EditDistance.between(known, plain) <= 2)) {
        return header.get(i);
      }
    }
    return "COLUMN";
  }
}
