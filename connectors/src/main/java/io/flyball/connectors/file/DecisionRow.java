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
  private static final double[] NONE = {};
  private static final double LARGEST = 1e100;

  private final DecisionLayout layout;
  private final String[] eligible;
  private final int[] loggedColumns;
  private final int[] candidateColumns;
  private final String[] loggedArms;
  private final String[] candidateArms;
  private final boolean hasArms;
  private final boolean hasContext;
  private final boolean hasImportance;
  private final Map<String, String[]> alone = new HashMap<>();
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
    this.hasArms = table.has(DecisionLayout.ARMS);
    this.hasContext = table.has(DecisionLayout.CONTEXT);
    this.hasImportance =
        table.has(DecisionLayout.IMPORTANCE) || table.has(DecisionLayout.DROPPED);
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
    String arm = row.required(DecisionLayout.ARM);
    if (layout.dsjson()) {
      arm = chosen(row, arm);
    }
    String[] arms = arms(row, arm);
    int index = Arrays.asList(arms).indexOf(arm);
    if (index < 0) {
      throw row.broken(
          DecisionLayout.ARM,
          "'" + arm + "' was shown but is not among the arms " + String.join(", ", arms));
    }
    double[] logged = logged(row, arms);
    double propensity = propensity(row, arm, arms.length, index, logged);
    return new LogRow(
        row.text(RowFields.ID).orElse(""),
        new LoggedDecision(
            arm, propensity, arms, context(row), reward(row), importance(row)),
        logged,
        candidate(row, arms));
  }

  /** The first of {@code a}, which the label has to be of. */
  private static String chosen(TableRow row, String served) {
    if (row.cell("_skipLearn").filter("true"::equals).isPresent()) {
      throw row.broken("the decision was never activated (_skipLearn)");
    }
    int end = served.indexOf('|');
    String first = end < 0 ? served : served.substring(0, end);
    String label = row.cell("_labelIndex").orElse("");
    if (!label.isEmpty() && !first.equals(plusOne(label))) {
      throw row.broken(
          "the label is of action "
              + plusOne(label)
              + ", but a begins with "
              + first
              + ", the action that was shown");
    }
    return first;
  }

  private static String plusOne(String number) {
    return number.matches("\\d{1,9}") ? Integer.toString(Integer.parseInt(number) + 1) : number;
  }

  private String[] arms(TableRow row, String arm) {
    if (hasArms) {
      String text = row.required(DecisionLayout.ARMS);
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
    return eligible != null ? eligible : alone.computeIfAbsent(arm, id -> new String[] {id});
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
    double[] p = numbers(row, DecisionLayout.LOGGED);
    return p.length == 0 ? p : checked(row, DecisionLayout.LOGGED, arms, p);
  }

  private double[] candidate(TableRow row, String[] arms) {
    if (candidateColumns.length > 0) {
      double[] p = of(row, candidateColumns, candidateArms, arms);
      return checked(row, layout.candidateColumns() + "*", arms, p);
    }
    double[] p = numbers(row, DecisionLayout.CANDIDATE);
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
    return arms.length == 1 ? p : at(arms, row, p[0]);
  }

  private static double[] at(String[] arms, TableRow row, double p) {
    double[] all = new double[arms.length];
    all[Arrays.asList(arms).indexOf(row.required(DecisionLayout.ARM))] = p;
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
      double value = text.isEmpty() ? 0 : number(row, names[i], text);
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

  private double propensity(
      TableRow row, String arm, int arms, int index, double[] logged) {
    String text = row.text(DecisionLayout.PROPENSITY).orElse("");
    double propensity;
    if (layout.dsjson() && logged.length > 0) {
      // _label_probability may hold the share that was kept besides, which pdrop tells again.
      propensity = logged[index];
    } else if (text.isEmpty()) {
      if (logged.length == 0) {
        throw row.broken(DecisionLayout.PROPENSITY, "a value is required");
      }
      propensity = logged[index];
    } else if (text.equals("uniform")) {
      propensity = 1.0 / arms;
    } else {
      propensity = number(row, DecisionLayout.PROPENSITY, text);
      if (logged.length > 0 && !(Math.abs(logged[index] - propensity) <= ROUNDING)) {
        throw row.broken(
            DecisionLayout.PROPENSITY,
            "it is "
                + propensity
                + ", but among the probabilities arm '"
                + arm
                + "' has "
                + logged[index]);
      }
    }
    if (!(propensity >= Evaluation.LEAST_PROPENSITY && propensity <= 1)) {
      throw row.broken(
          DecisionLayout.PROPENSITY,
          "a probability from "
              + Evaluation.LEAST_PROPENSITY
              + " to 1 is expected, not "
              + propensity);
    }
    return propensity;
  }

  private double reward(TableRow row) {
    String cost = row.text(DecisionLayout.COST).orElse(null);
    double reward =
        cost == null
            ? number(row, DecisionLayout.REWARD, row.required(DecisionLayout.REWARD))
            : 0.0 - number(row, DecisionLayout.COST, cost);
    if (Math.abs(reward) > LARGEST) {
      throw row.broken(DecisionLayout.REWARD, "a size up to " + LARGEST + " is expected");
    }
    return reward;
  }

  private double importance(TableRow row) {
    if (!hasImportance) {
      return 1;
    }
    double importance =
        row.text(DecisionLayout.IMPORTANCE)
            .map(text -> number(row, DecisionLayout.IMPORTANCE, text))
            .orElse(1.0);
    double dropped =
        row.text(DecisionLayout.DROPPED)
            .map(text -> number(row, DecisionLayout.DROPPED, text))
            .orElse(0.0);
    if (!(dropped >= 0 && dropped < 1)) {
      throw row.broken(DecisionLayout.DROPPED, "a probability below 1 is expected");
    }
    double factor = importance / (1 - dropped);
    if (!(factor > 0 && factor <= 1e9)) {
      throw row.broken(
          DecisionLayout.IMPORTANCE, "a number above 0, at most 1e9, is expected, not " + factor);
    }
    return factor;
  }

  private double[] context(TableRow row) {
    if (!hasContext) {
      return NONE;
    }
    double[] context = numbers(row, DecisionLayout.CONTEXT);
    if (dimension < 0) {
      dimension = context.length;
    }
    if (context.length != dimension) {
      throw row.broken(
          DecisionLayout.CONTEXT,
          context.length + " values where rows before have " + dimension);
    }
    return context;
  }

  private static double[] numbers(TableRow row, String field) {
    String text = row.text(field).orElse("");
    if (text.isEmpty()) {
      return NONE;
    }
    List<Double> numbers = RowFields.numbers(row, field);
    double[] values = new double[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i);
    }
    return values;
  }

  private static double number(TableRow row, String field, String text) {
    return RowFields.number(row, field, text);
  }
}
