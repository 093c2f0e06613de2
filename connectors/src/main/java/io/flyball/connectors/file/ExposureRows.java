package io.flyball.connectors.file;

import static io.flyball.connectors.file.RowFields.field;

import io.flyball.connectors.text.TableField;
import io.flyball.connectors.text.TableRow;
import io.flyball.connectors.text.TableShape;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.ItemSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;

/** Rows that each show one item to one user. */
final class ExposureRows implements RowRecords {
  static final List<TableField> DETAILS =
      List.of(
          field("position", false, "position rank", ""),
          field("slate", false, "slate decisionid impressionid", ""),
          field("source", false, "source itemsource", ""),
          field("categories", false, "categories genres", ""),
          field("holdout", false, "holdout randomholdout", ""),
          field("session", false, "session sessionid", ""),
          field("surface", false, "surface", ""),
          field("model", false, "modelversion", ""),
          field("propensity", false, "propensity propensityscore", ""));

  @Override
  public TableShape shape() {
    List<TableField> fields = new ArrayList<>();
    fields.add(RowFields.user());
    fields.add(RowFields.item());
    fields.add(RowFields.time());
    fields.add(RowFields.id());
    fields.addAll(DETAILS);
    return new TableShape(fields, RowFields.TIME, first -> null);
  }

  @Override
  public List<SpecificRecord> of(TableRow row, String id, LogLayout layout) {
    return List.of(exposure(row, id));
  }

  static Exposure exposure(TableRow row, String id) {
    return Exposure.newBuilder()
        .setId(row.text(RowFields.ID).orElse(id))
        .setTime(RowFields.at(row))
        .setUser(RowFields.user(row))
        .setItem(row.required(RowFields.ITEM))
        .setDecisionId(row.text("slate").orElse(null))
        .setPosition(row.text("position").map(text -> Math.max(0, rank(row, text))).orElse(0))
        .setItemSource(row.text("source").map(ExposureRows::source).orElse(ItemSource.UNKNOWN))
        .setCategories(RowFields.texts(row, "categories"))
        .setRandomHoldout(RowFields.flag(row, "holdout"))
        .setSession(row.text("session").orElse(null))
        .setSurface(row.text("surface").orElse(""))
        .setModelVersion(row.text("model").orElse(null))
        .setPropensity(RowFields.probability(row, "propensity"))
        .build();
  }

  private static int rank(TableRow row, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw row.broken("position", "a whole number from 1 is expected, not '" + text + "'");
    }
  }

  private static ItemSource source(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "HUMAN" -> ItemSource.HUMAN;
      case "AI", "GENERATED" -> ItemSource.AI;
      default -> ItemSource.UNKNOWN;
    };
  }
}
