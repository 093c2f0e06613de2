package io.flyball.connectors.file;

import static io.flyball.connectors.file.RowFields.field;

import io.flyball.connectors.text.TableField;
import io.flyball.connectors.text.TableRow;
import io.flyball.connectors.text.TableShape;
import io.flyball.schemas.ArmOption;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.Reward;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Rows that each hold a decision made elsewhere: the arms that could be shown, the one that was,
 * with what probability, and what it earned where the log knows. The policy of a log that names
 * none is {@value #POLICY}; the arm shown may be {@code first}, and the propensity {@code uniform}.
 */
final class DecisionRows implements RowRecords {
  static final String POLICY = "log";

  private static final List<TableField> FIELDS =
      List.of(
          RowFields.time(),
          field("arms", true, "arms actions candidates", "arm action candidate"),
          field("shown", true, "shown arm action chosen loggedarm", "arm action chosen item"),
          field(
              "propensity",
              false,
              "propensity propensityscore loggedpropensity probability",
              "prob"),
          RowFields.id(),
          field("policy", false, "policy", ""),
          field("context", false, "context features", ""),
          field("reward", false, "reward", ""),
          field("importance", false, "importance", ""),
          field("inverse", false, "inversepropensity", ""),
          field("pdrop", false, "pdrop", ""));

  @Override
  public TableShape shape() {
    return new TableShape(FIELDS, RowFields.TIME, first -> null);
  }

  @Override
  public List<SpecificRecord> of(TableRow row, String id, LogLayout layout) {
    String name = row.text("policy").orElse(POLICY) + "/" + row.text(RowFields.ID).orElse(id);
    List<ArmOption> arms = new ArrayList<>();
    for (String arm : RowFields.texts(row, "arms")) {
      arms.add(ArmOption.newBuilder().setId(arm).build());
    }
    String shown = shown(row, arms);
    if (arms.stream().noneMatch(arm -> arm.getId().equals(shown))) {
      throw row.broken("shown", "'" + shown + "' is none of the arms of the row");
    }
    DecisionRequest request =
        DecisionRequest.newBuilder()
            .setId(name)
            .setTime(RowFields.at(row))
            .setContext(RowFields.numbers(row, "context"))
            .setArms(arms)
            .setLoggedArm(shown)
            .setLoggedPropensity(propensity(row, arms.size()))
            .setImportance(importance(row, layout))
            .build();
    Double reward = RowFields.number(row, "reward", layout);
    if (reward == null) {
      return List.of(request);
    }
    return List.of(
        request,
        Reward.newBuilder()
            .setId(name + "/reward")
            .setTime(request.getTime())
            .setDecisionId(name)
            .setValue(reward)
            .setArm(shown)
            .build());
  }

  private static String shown(TableRow row, List<ArmOption> arms) {
    String shown = row.required("shown");
    return shown.equals("first") && !arms.isEmpty() ? arms.get(0).getId() : shown;
  }

  private static double propensity(TableRow row, int arms) {
    if (row.text("propensity").filter("uniform"::equals).isPresent()) {
      return 1.0 / arms;
    }
    Double propensity = RowFields.probability(row, "propensity");
    if (propensity != null) {
      return propensity;
    }
    String text = row.required(row.has("inverse") ? "inverse" : "propensity");
    double inverse = row.number("inverse", text);
    if (inverse < 1) {
      throw row.broken("inverse", "an inverse probability is at least 1, not " + inverse);
    }
    return 1 / inverse;
  }

  private static double importance(TableRow row, LogLayout layout) {
    Double importance = RowFields.number(row, "importance", layout);
    Double dropped = RowFields.number(row, "pdrop", layout);
    if (dropped != null && !(dropped >= 0 && dropped < 1)) {
      throw row.broken("pdrop", "a probability below 1 is expected, not " + dropped);
    }
    double factor = dropped == null ? 1 : 1 / (1 - dropped);
    return importance == null ? factor : importance * factor;
  }
}
