package io.flyball.connectors.file;

import static io.flyball.connectors.file.RowFields.field;

import io.flyball.connectors.text.TableField;
import io.flyball.connectors.text.TableRow;
import io.flyball.connectors.text.TableShape;
import io.flyball.schemas.FeedbackActor;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.FeedbackStage;
import io.flyball.schemas.SignalKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** Rows that each hold one answer of a user, whose kind a column or {@code --kind} names. */
final class SignalRows implements RowRecords {
  private static final List<TableField> FIELDS =
      List.of(
          RowFields.user(),
          field(RowFields.ITEM, false, String.join(" ", RowFields.item().columns()), ""),
          RowFields.time(),
          RowFields.id(),
          field("kind", true, "kind event eventtype", "kind event type action"),
          field("value", false, "value rating", ""),
          field("exposure", false, "exposure exposureid", ""),
          field("slate", false, "slate decisionid impressionid", ""),
          field("text", false, "text", ""));

  private static final Map<SignalKind, io.flyball.core.feedback.SignalKind> RULES =
      Arrays.stream(SignalKind.values())
          .collect(
              Collectors.toMap(
                  Function.identity(),
                  kind -> io.flyball.core.feedback.SignalKind.valueOf(kind.name()),
                  (one, other) -> one,
                  () -> new EnumMap<>(SignalKind.class)));

  @Override
  public TableShape shape() {
    return new TableShape(FIELDS, RowFields.TIME, first -> null);
  }

  @Override
  public List<SpecificRecord> of(TableRow row, String id, LogLayout layout) {
    String name = row.required("kind");
    if (layout.kinds().isIgnored(name)) {
      return List.of();
    }
    Optional<SignalKind> kind = layout.kinds().kind(row, name);
    if (kind.isEmpty()) {
      throw row.broken(
          "kind", "'" + name + "' is an exposure and no signal; give --as interactions");
    }
    FeedbackSignal signal = signal(row, id, kind.get(), RowFields.number(row, "value", layout));
    signal.setExposureId(row.text("exposure").orElse(null));
    signal.setText(row.text("text").orElse(null));
    if (signal.getItem() == null
        && signal.getDecisionId() == null
        && signal.getExposureId() == null) {
      throw row.broken(RowFields.ITEM, "a signal names an item, a slate or an exposure");
    }
    return List.of(signal);
  }

  /** A signal; its value is checked by the rules of its kind. */
  static FeedbackSignal signal(TableRow row, String id, SignalKind kind, Double value) {
    var rules = RULES.get(kind);
    if (value == null && rules.valueRequired()) {
      throw row.broken(column(row, kind), "a " + kind + " needs a value");
    }
    if (value != null && (value < rules.min() || value > rules.max())) {
      throw row.broken(
          column(row, kind),
          text(value) + " is outside of " + text(rules.min()) + " to " + text(rules.max()));
    }
    FeedbackSignal signal = new FeedbackSignal();
    signal.setId(row.text(RowFields.ID).orElse(id));
    signal.setTime(RowFields.at(row));
    signal.setUser(RowFields.user(row));
    signal.setKind(kind);
    signal.setItem(row.text(RowFields.ITEM).orElse(null));
    signal.setDecisionId(row.text("slate").orElse(null));
    signal.setValue(value);
    // The schema's defaults; its builder looks each up for every record.
    signal.setStage(FeedbackStage.NONE);
    signal.setActor(FeedbackActor.USER);
    return signal;
  }

  private static String column(TableRow row, SignalKind kind) {
    return row.has("rating") && kind == SignalKind.RATING ? "rating" : "value";
  }

  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
