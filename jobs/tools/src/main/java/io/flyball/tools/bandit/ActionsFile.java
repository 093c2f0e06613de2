package io.flyball.tools.bandit;

import io.flyball.connectors.text.TableField;
import io.flyball.connectors.text.TableRow;
import io.flyball.connectors.text.TableShape;
import io.flyball.connectors.text.TextOptions;
import io.flyball.connectors.text.TextTable;
import io.flyball.core.bandit.ope.Candidate;
import io.flyball.core.bandit.ope.LogRow;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A candidate whose actions stand in a file: a row a decision, with its arm and, where both the
 * file and the log have one, the id of the decision. Both are read side by side, so that neither is
 * held: rows of the file whose decision the log skips are passed over, and without ids row stands
 * by row.
 */
public final class ActionsFile implements Candidate {
  private static final TableShape SHAPE =
      new TableShape(
          List.of(
              new TableField(
                  "arm", true, List.of("arm", "action", "itemid"), List.of("arm", "action")),
              new TableField("id", false, List.of("id", "eventid", "decisionid"), List.of())),
          null,
          first -> null);

  /** What the policy does in one decision. */
  private record Action(String id, String arm, long line) {}

  private final Path file;
  private final boolean hasIds;
  private final Iterator<Action> actions;
  private double[] certain = {};
  private int last = -1;

  private ActionsFile(Path file, TextTable table) {
    this.file = file;
    this.hasIds = table.has("id");
    this.actions = table.rows(ActionsFile::action).iterator();
  }

  /** Opens the file; every row has to be right. */
  public static ActionsFile open(Path file) {
    try {
      TextOptions strict = new TextOptions(null, null, Map.of(), null, null, true);
      return new ActionsFile(file, TextTable.open(file, strict, SHAPE));
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.causedBy("cannot read the actions " + file, e);
    }
  }

  private static Action action(TableRow row) {
    return new Action(row.text("id").orElse(""), row.required("arm"), row.line());
  }

  @Override
  public double[] probabilities(LogRow row) {
    Action action = next(row.id());
    String[] arms = row.decision().arms();
    int index = Arrays.asList(arms).indexOf(action.arm());
    if (index < 0) {
      throw new IllegalArgumentException(
          file
              + ", line "
              + action.line()
              + ": arm '"
              + action.arm()
              + "' is not among the arms of the decision: "
              + String.join(", ", arms));
    }
    if (certain.length != arms.length || index != last) {
      certain = new double[arms.length];
      certain[index] = 1;
      last = index;
    }
    return certain;
  }

  private Action next(String id) {
    while (actions.hasNext()) {
      Action action = actions.next();
      if (!hasIds || id.isEmpty() || action.id().equals(id)) {
        return action;
      }
    }
    throw new IllegalArgumentException(
        file
            + " has no action for the decision"
            + (id.isEmpty() ? "" : " '" + id + "'")
            + ": it needs a row for each decision of the log, in the same order");
  }
}
