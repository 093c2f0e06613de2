package io.flyball.tools.modes;

import io.flyball.connectors.text.ReadReport;
import io.flyball.connectors.text.TableField;
import io.flyball.connectors.text.TableRow;
import io.flyball.connectors.text.TableShape;
import io.flyball.connectors.text.TextOptions;
import io.flyball.connectors.text.TextTable;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of numbers of entities: columns entity and time, and one of each name that is asked for.
 *
 * @param points sorted by entity, then time; equal times in the order of the file
 * @param report what was assumed and skipped
 */
public record Series(List<Point> points, ReadReport report) {
  private static final String ENTITY = "entity";
  private static final String TIME = "time";

  /**
   * Numbers of one entity at one time.
   *
   * @param entity empty where the table names none
   * @param time epoch ms
   * @param values in the order of the names asked for, each finite
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Point(String entity, long time, double[] values) {}

  /**
   * Reads a table; what cannot be used is a {@link UserError} that says where.
   *
   * @param names of the columns of numbers
   */
  public static Series read(Path file, TextOptions options, List<String> names) {
    List<TableField> fields = new ArrayList<>();
    fields.add(
        new TableField(
            ENTITY, false, List.of(ENTITY, "user", "machine", "device", "camera"), List.of("id")));
    fields.add(
        new TableField(TIME, true, List.of(TIME, "timestamp", "ts"), List.of("time", "date")));
    names.forEach(name -> fields.add(new TableField(name, true, List.of(name), List.of(name))));
    try {
      TextTable table = TextTable.open(file, options, new TableShape(fields, TIME, first -> null));
      try (Stream<Point> rows = table.rows(row -> point(row, names))) {
        List<Point> points =
            rows.sorted(Comparator.comparing(Point::entity).thenComparingLong(Point::time))
                .collect(Collectors.toList());
        if (points.isEmpty()) {
          throw new UserError(
              "the table "
                  + file
                  + " has no row that can be used"
                  + table.report().problems().stream()
                      .findFirst()
                      .map(problem -> "; the first: " + problem)
                      .orElse(""));
        }
        return new Series(points, table.report());
      }
    } catch (NoSuchFileException e) {
      throw new UserError("there is no file " + file, e);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw UserError.causedBy("cannot read the table " + file, e);
    }
  }

  private static Point point(TableRow row, List<String> names) {
    double[] values = new double[names.size()];
    for (int i = 0; i < values.length; i++) {
      String text = row.required(names.get(i));
      values[i] = row.number(names.get(i), text);
      if (!(Math.abs(values[i]) <= 1e50)) {
        throw row.broken(names.get(i), "a number within +-1e50 is required, found " + text);
      }
    }
    return new Point(row.text(ENTITY).orElse(""), row.time(TIME), values);
  }
}
