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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of states of entities: columns entity, state and time, and context and success where
 * there are any. Read whole, sorted by entity and time.
 *
 * @param looks sorted by entity, then time; equal times in the order of the file
 * @param report what was assumed and skipped
 */
public record StateLog(List<Look> looks, ReadReport report) {
  private static final String ENTITY = "entity";
  private static final String STATE = "state";
  private static final String TIME = "time";
  private static final String CONTEXT = "context";
  private static final String SUCCESS = "success";

  private static final TableShape SHAPE =
      new TableShape(
          List.of(
              new TableField(
                  ENTITY,
                  true,
                  List.of(ENTITY, "user", "userid", "machine", "device", "session"),
                  List.of("user", "id")),
              new TableField(
                  STATE,
                  true,
                  List.of(STATE, "mode", "symbol", "category", "item", "itemid", "arm"),
                  List.of("state", "mode", "categor", "item")),
              new TableField(TIME, true, List.of(TIME, "timestamp", "ts"), List.of("time", "date")),
              new TableField(
                  CONTEXT, false, List.of(CONTEXT, "segment", "policy"), List.of("context")),
              new TableField(SUCCESS, false, List.of(SUCCESS, "outcome"), List.of("success"))),
          TIME,
          first ->
              first.get(0).size() == 4
                  ? Map.of(ENTITY, 0, STATE, 1, TIME, 3)
                  : first.get(0).size() == 3 ? Map.of(ENTITY, 0, STATE, 1, TIME, 2) : null);

  /**
   * Reads a log; what cannot be used is a {@link UserError} that says where.
   *
   * @param states what stands for a text of the state's column, as the category of an item; where
   *     it is empty the text itself is the state, else a row whose text is not in it is skipped
   */
  public static StateLog read(Path file, TextOptions options, Map<String, String> states) {
    Map<String, String> names = new HashMap<>();
    try {
      TextTable table = TextTable.open(file, options, SHAPE);
      try (Stream<Look> rows = table.rows(row -> look(row, states, names))) {
        List<Look> looks =
            rows.sorted(Comparator.comparing(Look::entity).thenComparingLong(Look::time))
                .collect(Collectors.toList());
        if (looks.isEmpty()) {
          List<String> problems = table.report().problems();
          throw new UserError(
              "the log "
                  + file
                  + " has no row that names entity, state and time"
                  + (problems.isEmpty() ? "" : "; the first: " + problems.get(0)));
        }
        return new StateLog(looks, table.report());
      }
    } catch (NoSuchFileException e) {
      throw new UserError("there is no file " + file, e);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw UserError.causedBy("cannot read the log " + file, e);
    }
  }

  private static Look look(TableRow row, Map<String, String> states, Map<String, String> names) {
    String text = row.required(STATE);
    String state = states.isEmpty() ? text : states.get(text);
    if (state == null) {
      throw row.broken(STATE, "'" + text + "' has no category in the catalogue");
    }
    return new Look(
        names.computeIfAbsent(row.required(ENTITY), name -> name),
        row.text(CONTEXT).orElse(""),
        names.computeIfAbsent(state, name -> name),
        row.time(TIME),
        success(row));
  }

  private static boolean success(TableRow row) {
    String text = row.text(SUCCESS).orElse("true");
    return switch (text) {
      case "true", "1", "yes" -> true;
      case "false", "0", "no" -> false;
      default -> throw row.broken(SUCCESS, "'" + text + "' is none of true, false, 1, 0, yes, no");
    };
  }
}
