package io.flyball.connectors.file;

import static io.flyball.connectors.file.RowFields.field;

import io.flyball.connectors.text.TableField;
import io.flyball.connectors.text.TableRow;
import io.flyball.connectors.text.TableShape;
import io.flyball.schemas.Reward;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Rows that each hold what one decision was worth. */
final class RewardRows implements RowRecords {
  private static final List<TableField> FIELDS =
      List.of(
          field("decision", true, "decision decisionid", "decision request"),
          RowFields.time(),
          field("value", true, "value reward", "reward value score"),
          RowFields.id(),
          field("arm", false, "arm action", ""),
          field("propensity", false, "propensity", ""),
          field("weight", false, "weight importance", ""));

  @Override
  public TableShape shape() {
    return new TableShape(FIELDS, RowFields.TIME, first -> null);
  }

  @Override
  public List<SpecificRecord> of(TableRow row, String id, LogLayout layout) {
    row.required("value");
    Double weight = RowFields.number(row, "weight", layout);
    if (weight != null && weight <= 0) {
      throw row.broken("weight", "a weight is above 0, not " + weight);
    }
    return List.of(
        Reward.newBuilder()
            .setId(row.text(RowFields.ID).orElse(id))
            .setTime(RowFields.at(row))
            .setDecisionId(row.required("decision"))
            .setValue(RowFields.number(row, "value", layout))
            .setArm(row.text("arm").orElse(null))
            .setPropensity(RowFields.probability(row, "propensity"))
            .setWeight(weight == null ? 1 : weight)
            .build());
  }
}
