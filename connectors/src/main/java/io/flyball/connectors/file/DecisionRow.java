package io.flyball.connectors.file;

import io.flyball.connectors.text.TableRow;
import io.flyball.connectors.text.TextTable;
import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.bandit.ope.LogRow;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes a decision of each row of a table; what contradicts itself is refused with its row, in one
 * sentence.
 */
final class DecisionRow {
  private static final double ROUNDING = 1e-6;
  private static final double LARGEST = 1e100;

  private final DecisionLayout layout;
  private final String[] eligible;
  private final int[] loggedColumns;
  private final int[] candidateColumns;
  private final String[] loggedArms;
  private final String[] candidateArms;
  private final FieldColumn id;
  private final FieldColumn arm;
  private final FieldColumn ofArms;
  private final FieldColumn reward;
  private final FieldColumn cost;
  private final FieldColumn propensity;
  private final FieldColumn logged;
  private final FieldColumn candidate;
  private final FieldColumn context;
  private final FieldColumn importance;
  private final FieldColumn dropped;
  private final Map<String, String[]> alone = new HashMap<>();
  private final DsjsonRow dsjson = new DsjsonRow();
  private String armsText;
  private String[] arms;
  private int dimension = -1;

  /**
   * A reader of one table.
   *
   * @param eligible arms of rows that do not name theirs; null for the arm shown alone
   */
  DecisionRow(DecisionLayout layout, TextTable table, String[] eligible) {
    this.layout = layout;
    this.eligible = eligible;
    this.loggedColumns = columns(table.header(), layout.loggedColumns());
    this.candidateColumns = columns(table.header(), layout.candidateColumns());
    this.loggedArms = names(table.header(), loggedColumns, layout.loggedColumns());
    this.candidateArms = names(table.header(), candidateColumns, layout.candidateColumns());
    this.id = FieldColumn.of(table, RowFields.ID);
    this.arm = FieldColumn.of(table, DecisionLayout.ARM);
    this.ofArms = FieldColumn.of(table, DecisionLayout.ARMS);
    this.reward = FieldColumn.of(table, DecisionLayout.REWARD);
    this.cost = FieldColumn.of(table, DecisionLayout.COST);
    this.propensity = FieldColumn.of(table, DecisionLayout.PROPENSITY);
    this.logged = FieldColumn.of(table, DecisionLayout.LOGGED);
    this.candidate = FieldColumn.of(table, DecisionLayout.CANDIDATE);
    this.context = FieldColumn.of(table, DecisionLayout.CONTEXT);
    this.importance = FieldColumn.of(table, DecisionLayout.IMPORTANCE);
    this.dropped = FieldColumn.of(table, DecisionLayout.DROPPED);
  }

  private static int[] columns(List<String> header, String prefix) {
    return prefix == null
        ? new int[0]
        : IntStream.range(0, header.size())
            .filter(i -> DecisionLayout.isOf(header.get(i), prefix))
            .toArray();
  }

  private static String[] names(List<String> header, int[] columns, String prefix) {
    return Arrays.stream(columns)
        .mapToObj(column -> header.get(column).substring(prefix.length()))
        .toArray(String[]::new);
  }

  LogRow of(TableRow row) {
    String shown = arm.required(row);
    if (layout.dsjson()) {
      shown = DsjsonRow.chosen(row, shown);
    }
    String[] arms = arms(row, shown);
    int index = Arrays.asList(arms).indexOf(shown);
    if (index < 0) {
      throw row.broken(
          DecisionLayout.ARM,
          "'" + shown + "' was shown but is not among the arms " + String.join(", ", arms));
    }
    double[] all = logged(row, arms);
    double shownWith = propensity(row, shown, arms.length, index, all);
    return new LogRow(
        id.text(row),
        layout.dsjson()
            ? dsjson.named(row, shown, shownWith, arms, reward(row), importance(row))
            : new LoggedDecision(
                shown, shownWith, arms, context(row), reward(row), importance(row)),
        all,
        candidate(row, arms, index));
  }

  private String[] arms(TableRow row, String shown) {
    if (ofArms.there()) {
      String text = ofArms.required(row);
      if (!text.equals(armsText)) {
        armsText = text;
        arms = texts(text);
      }
      return arms;
    } else if (candidateColumns.length > 0) {
      return candidateArms;
    } else if (loggedColumns.length > 0) {
      return loggedArms;
    }
    return eligible != null ? eligible : alone.computeIfAbsent(shown, one -> new String[] {one});
  }

  /** Texts with {@code |} between, or with commas in brackets. */
  private static String[] texts(String text) {
    boolean list = text.startsWith("[") && text.endsWith("]");
    String[] texts =
        list
            ? text.substring(1, text.length() - 1).replace("\"", "").split("\\s*,\\s*")
            : text.split("\\|");
    for (int i = 0; i < texts.length; i++) {
      texts[i] = texts[i].strip();
    }
    return texts;
  }

  private double[] logged(TableRow row, String[] arms) {
    if (loggedColumns.length > 0) {
      return checked(
          row, layout.loggedColumns() + "*", arms, of(row, loggedColumns, loggedArms, arms));
    }
    double[] p = logged.numbers(row);
    return p.length == 0 ? p : checked(row, DecisionLayout.LOGGED, arms, p);
  }

  private double[] candidate(TableRow row, String[] arms, int shown) {
    if (candidateColumns.length > 0) {
      double[] p = of(row, candidateColumns, candidateArms, arms);
      return checked(row, layout.candidateColumns() + "*", arms, p);
    }
    double[] p = candidate.numbers(row);
    if (p.length == 0 && layout.text().columns().containsKey(DecisionLayout.CANDIDATE)) {
      throw row.broken(DecisionLayout.CANDIDATE, "a probability is required");
    }
    if (!layout.shownOnly()) {
      return p.length == 0 ? p : checked(row, DecisionLayout.CANDIDATE, arms, p);
    }
    if (p.length != 1 || !(p[0] >= 0 && p[0] <= 1)) {
      throw row.broken(
          DecisionLayout.CANDIDATE, "one probability from 0 to 1 is expected, not " + text(p));
    }
    // Without the other arms, the one shown is the only one.
    return arms.length == 1 ? p : at(arms.length, shown, p[0]);
  }

  private static double[] at(int arms, int shown, double p) {
    double[] all = new double[arms];
    all[shown] = p;
    return all;
  }

  private static String text(double[] p) {
    return p.length == 1 ? Double.toString(p[0]) : p.length + " numbers";
  }

  /** The cells of columns by the order of the arms; an arm without a column has 0. */
  private static double[] of(TableRow row, int[] columns, String[] names, String[] arms) {
    double[] p = new double[arms.length];
    for (int i = 0; i < columns.length; i++) {
      int arm = arms == names ? i : Arrays.asList(arms).indexOf(names[i]);
      String text = row.cells().get(columns[i]).strip();
      double value = text.isEmpty() ? 0 : row.number(names[i], text);
      if (arm >= 0) {
        p[arm] = value;
      } else if (value != 0) {
        throw row.broken("arm '" + names[i] + "' has a probability and is not among the arms");
      }
    }
    return p;
  }

  private static double[] checked(TableRow row, String what, String[] arms, double[] p) {
    if (p.length != arms.length) {
      throw row.broken(
          "column '" + what + "': " + p.length + " probabilities for " + arms.length + " arms");
    }
    double sum = 0;
    for (double one : p) {
      if (!(one >= 0 && one <= 1)) {
        throw row.broken(
            "column '" + what + "': a probability from 0 to 1 is expected, not " + one);
      }
      sum += one;
    }
    if (!(Math.abs(sum - 1) <= ROUNDING)) {
      throw row.broken("column '" + what + "': the probabilities sum to " + sum + ", not to 1");
    }
    return p;
  }

  private double propensity(TableRow row, String shown, int arms, int index, double[] vector) {
    String text = propensity.text(row);
    double p;
    if (layout.dsjson() && vector.length > 0) {
      // _label_probability may hold the share that was kept besides, which pdrop tells again.
      p = vector[index];
    } else if (text.isEmpty()) {
      if (vector.length == 0) {
        throw row.broken(DecisionLayout.PROPENSITY, "a value is required");
      }
      p = vector[index];
    } else if (text.equals("uniform")) {
      p = 1.0 / arms;
    } else {
      p = row.number(DecisionLayout.PROPENSITY, text);
      if (vector.length > 0 && !(Math.abs(vector[index] - p) <= ROUNDING)) {
        throw row.broken(
            DecisionLayout.PROPENSITY,
            "it is "
                + p
                + ", but among the probabilities arm '"
                + shown
                + "' has "
                + vector[index]);
      }
    }
    if (!(p >= Evaluation.LEAST_PROPENSITY && p <= 1)) {
      throw row.broken(
          DecisionLayout.PROPENSITY,
          "a probability from " + Evaluation.LEAST_PROPENSITY + " to 1 is expected, not " + p);
    }
    return p;
  }

  private double reward(TableRow row) {
    double value;
    if (cost.there()) {
      value = 0.0 - row.number(DecisionLayout.COST, cost.required(row));
    } else {
      value = row.number(DecisionLayout.REWARD, reward.required(row));
    }
    if (Math.abs(value) > LARGEST) {
      throw row.broken(DecisionLayout.REWARD, "a size up to " + LARGEST + " is expected");
    }
    return value;
  }

  private double importance(TableRow row) {
    if (!importance.there() && !dropped.there()) {
      return 1;
    }
    double share = dropped.number(row, 0);
    if (!(share >= 0 && share < 1)) {
      throw row.broken(DecisionLayout.DROPPED, "a probability below 1 is expected");
    }
    double factor = importance.number(row, 1) / (1 - share);
    if (!(factor > 0 && factor <= 1e9)) {
      throw row.broken(
          DecisionLayout.IMPORTANCE, "a number above 0, at most 1e9, is expected, not " + factor);
    }
    return factor;
  }

  private double[] context(TableRow row) {
    double[] values = context.numbers(row);
    if (dimension < 0) {
      dimension = values.length;
    }
    if (values.length != dimension) {
      throw row.broken(
          DecisionLayout.CONTEXT, values.length + " values where rows before have " + dimension);
    }
    return values;
  }
}
