package io.flyball.connectors.file;

import static io.flyball.connectors.file.RowFields.field;

import io.flyball.connectors.text.TableField;
import io.flyball.connectors.text.TableRow;
import io.flyball.connectors.text.TableShape;
import io.flyball.schemas.DriveResponse;
import io.flyball.schemas.ModeObservation;
import io.flyball.schemas.ModeOutcome;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Rows that each hold one look at an entity: a state, a symbol, a value, a mode that was used in a
 * context with or without success, or a drive and its response. A row holds exactly one of them.
 */
final class ObservationRows implements RowRecords {
  private static final List<TableField> FIELDS =
      List.of(
          field("entity", true, "entity user userid", "entity user"),
          RowFields.time(),
          RowFields.id(),
          field("segment", false, "segment", ""),
          field("policy", false, "policy policyversion", ""),
          field("state", false, "state", ""),
          field("symbol", false, "symbol", ""),
          field("value", false, "value", ""),
          field("mode", false, "mode", ""),
          field("context", false, "context", ""),
          field("success", false, "success", ""),
          field("drive", false, "drive", ""),
          field("response", false, "response", ""));

  @Override
  public TableShape shape() {
    return new TableShape(FIELDS, RowFields.TIME, first -> null);
  }

  @Override
  public List<SpecificRecord> of(TableRow row, String id, LogLayout layout) {
    Integer state = whole(row, "state", layout);
    Integer symbol = whole(row, "symbol", layout);
    Double value = RowFields.number(row, "value", layout);
    ModeOutcome outcome = outcome(row, layout);
    DriveResponse pair = pair(row, layout);
    long seen = Stream.of(state, symbol, value, outcome, pair).filter(Objects::nonNull).count();
    if (seen != 1) {
      throw row.broken(
          "state",
          "a row has exactly one of state, symbol, value, mode, and drive with response, not "
              + seen);
    }
    return List.of(
        ModeObservation.newBuilder()
            .setId(row.text(RowFields.ID).orElse(id))
            .setTime(RowFields.at(row))
            .setEntity(row.required("entity"))
            .setSegment(row.text("segment").orElse(""))
            .setPolicyVersion(row.text("policy").orElse(""))
            .setState(state)
            .setSymbol(symbol)
            .setValue(value)
            .setOutcome(outcome)
            .setPair(pair)
            .build());
  }

  private static Integer whole(TableRow row, String field, LogLayout layout) {
    Double number = RowFields.number(row, field, layout);
    if (number == null) {
      return null;
    }
    if (number != Math.rint(number) || number < 0 || number > Integer.MAX_VALUE) {
      throw row.broken(field, "a whole number from 0 on is expected, not " + number);
    }
    return number.intValue();
  }

  private static ModeOutcome outcome(TableRow row, LogLayout layout) {
    Integer mode = whole(row, "mode", layout);
    if (mode == null) {
      return null;
    }
    boolean success =
        row.text("success").map(text -> RowFields.bool(row, "success", text)).orElse(true);
    return new ModeOutcome(row.text("context").orElse(""), mode, success);
  }

  private static DriveResponse pair(TableRow row, LogLayout layout) {
    Double drive = RowFields.number(row, "drive", layout);
    Double response = RowFields.number(row, "response", layout);
    if (drive == null && response == null) {
      return null;
    }
    if (drive == null || response == null) {
      throw row.broken(drive == null ? "drive" : "response", "a drive has a response");
    }
    return new DriveResponse(drive, response);
  }
}
