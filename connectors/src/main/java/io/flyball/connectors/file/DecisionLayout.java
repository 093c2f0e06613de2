package io.flyball.connectors.file;

import static io.flyball.connectors.file.RowFields.field;

import io.flyball.connectors.text.TableField;
import io.flyball.connectors.text.TableShape;
import io.flyball.connectors.text.TextException;
import io.flyball.connectors.text.TextOptions;
import io.flyball.connectors.text.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which columns of a table hold a decision and its reward.
 *
 * @param text how the table is read
 * @param loggedColumns columns of logged probabilities, {@code PREFIX*}, an arm each; null for none
 * @param candidateColumns the same of a candidate
 * @param shownOnly whether the field {@code candidate} is its probability of the arm shown alone
 * @param dsjson whether rows are decisions of VW's dsjson
 */
public record DecisionLayout(
    TextOptions text,
    String loggedColumns,
    String candidateColumns,
    boolean shownOnly,
    boolean dsjson) {
  static final String ARM = "arm";
  static final String ARMS = "arms";
  static final String REWARD = "reward";
  static final String COST = "cost";
  static final String PROPENSITY = "propensity";
  static final String LOGGED = "logged";
  static final String CANDIDATE = "candidate";
  static final String CONTEXT = "context";
  static final String IMPORTANCE = "importance";
  static final String DROPPED = "pdrop";
  private static final String MANY = "*";

  /** What dsjson calls the fields. */
  private static final Map<String, String> DSJSON =
      Map.of(
          RowFields.ID,
          "EventId?",
          ARMS,
          "a?",
          ARM,
          "a?",
          LOGGED,
          "p|_p?",
          PROPENSITY,
          "_label_probability?",
          COST,
          "_label_cost",
          REWARD,
          TextOptions.ABSENT,
          CONTEXT,
          TextOptions.ABSENT,
          DROPPED,
          "pdrop?");

  /**
   * A layout by what a person gave.
   *
   * @param text with the columns that fields are mapped to; {@code logged=PREFIX*} for columns
   * @param candidate column of the candidate's probabilities, or {@code PREFIX*}; null for none
   * @param shownOnly whether that is of the arm shown alone
   */
  public static DecisionLayout of(
      TextOptions text, String candidate, boolean shownOnly, boolean dsjson) {
    Map<String, String> columns = new HashMap<>(dsjson ? DSJSON : Map.of());
    columns.putAll(text.columns());
    String logged = columns.get(LOGGED);
    boolean loggedMany = logged != null && logged.endsWith(MANY);
    if (loggedMany) {
      columns.remove(LOGGED);
    }
    boolean candidateMany = candidate != null && candidate.endsWith(MANY);
    if (candidate != null && !candidateMany) {
      columns.put(CANDIDATE, candidate);
    }
    return new DecisionLayout(
        text.with(columns),
        loggedMany ? prefix(logged) : null,
        candidateMany ? prefix(candidate) : null,
        shownOnly,
        dsjson);
  }

  private static String prefix(String pattern) {
    return pattern.substring(0, pattern.length() - MANY.length());
  }

  /** Whether every row tells its eligible arms, or they do not matter. */
  boolean namesArms() {
    String arms = text.columns().get(ARMS);
    return dsjson
        || shownOnly
        || (arms != null && !arms.equals(TextOptions.ABSENT))
        || loggedColumns != null
        || candidateColumns != null;
  }

  private TableShape shape() {
    boolean vector = text.columns().containsKey(LOGGED) || loggedColumns != null;
    boolean cost = text.columns().containsKey(COST);
    List<TableField> fields =
        List.of(
            field(
                ARM,
                !dsjson,
                "arm action shown chosen loggedarm itemid treatment variant",
                "arm action item chosen variant treatment"),
            field(REWARD, !cost, "reward click clicked label outcome", "reward click value"),
            field(
                PROPENSITY,
                !vector,
                "propensity propensityscore loggedpropensity probability actionprob pscore",
                "prob score"),
            field(RowFields.ID, false, "id eventid decisionid", ""),
            field(ARMS, false, "arms actions candidates", ""),
            field(LOGGED, false, "", ""),
            field(CANDIDATE, false, "", ""),
            field(COST, false, "", ""),
            field(CONTEXT, false, "context features", ""),
            field(IMPORTANCE, false, "importance", ""),
            field(DROPPED, false, "pdrop", ""));
    return new TableShape(fields, null, first -> null);
  }

  TextTable open(Path file) throws IOException {
    return TextTable.open(file, text, shape());
  }

  /** Refuses a table that lacks the columns of a prefix. */
  void require(Path file, TextTable table) {
    for (String prefix : new String[] {loggedColumns, candidateColumns}) {
      if (prefix != null
          && !table.header().isEmpty()
          && table.header().stream().noneMatch(column -> isOf(column, prefix))) {
        throw TextException.of(
            file,
            "no column begins with '"
                + prefix
                + "'; the columns are "
                + String.join(", ", table.header())
                + "; one column an arm is needed, called "
                + prefix
                + "ARM");
      }
    }
  }

  static boolean isOf(String column, String prefix) {
    return column.startsWith(prefix) && column.length() > prefix.length();
  }
}
