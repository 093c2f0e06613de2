package io.flyball.connectors.file;

import io.flyball.connectors.text.TableRow;
import io.flyball.connectors.vw.Dsjson;
import io.flyball.connectors.vw.VwDecision;
import io.flyball.connectors.vw.VwFormatException;
import io.flyball.connectors.vw.VwLine;
import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.features.PackedFeatures;

/** What a row of dsjson has beside the fields of a table: the action served, and features. */
final class DsjsonRow {
  private final Dsjson dsjson = new Dsjson();

  /** With the features of the line, by name; an arm without any has its id where none has any. */
  LoggedDecision named(
      TableRow row,
      String shown,
      double propensity,
      String[] arms,
      double reward,
      double importance) {
    VwDecision line = decision(row);
    double[][] features = new double[arms.length][];
    boolean none = true;
    for (int i = 0; i < arms.length; i++) {
      int action = arms[i].matches("\\d{1,9}") ? Integer.parseInt(arms[i]) - 1 : -1;
      if (action < 0 || action >= line.actions().size()) {
        throw row.broken(
            "'" + arms[i] + "' is none of the " + line.actions().size() + " actions of c._multi");
      }
      features[i] = line.actions().get(action).packed();
      none &= features[i].length == 0;
    }
    return new LoggedDecision(
        shown,
        propensity,
        arms,
        line.context().packed(),
        none ? PackedFeatures.ofArms(new double[0][], arms) : features,
        true,
        reward,
        importance);
  }

  private VwDecision decision(TableRow row) {
    try {
      VwLine line = dsjson.read(row.raw());
      if (line instanceof VwLine.Decided decided) {
        return decided.decision();
      }
      throw row.broken(
          line instanceof VwLine.Skipped skipped
              ? skipped.why()
              : "the line is a reward without its decision");
    } catch (VwFormatException e) {
      throw row.broken(e.getMessage());
    }
  }

  /** The first of {@code a}, which the label has to be of. */
  static String chosen(TableRow row, String served) {
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
}
