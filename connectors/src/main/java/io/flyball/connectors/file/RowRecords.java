package io.flyball.connectors.file;

import io.flyball.connectors.text.TableField;
import io.flyball.connectors.text.TableRow;
import io.flyball.connectors.text.TableShape;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Makes records of the rows of one kind of log. */
interface RowRecords {
  /** The fields that columns may fill. */
  TableShape shape();

  /**
   * The records of a row; none where the row is left out on purpose.
   *
   * @param id of the row, where no column has one
   * @param layout what was given beside the columns
   * @throws TableRow.RowException where the row cannot be used
   */
  List<SpecificRecord> of(TableRow row, String id, LogLayout layout);

  /** The shape of rows in a layout: what rows inside of a row fill needs no column. */
  static TableShape shape(RowRecords rows, LogLayout layout) {
    if (layout.parts() == null) {
      return rows.shape();
    }
    List<TableField> fields =
        rows.shape().fields().stream()
            .map(
                field ->
                    layout.parts().fields().contains(field.name())
                        ? new TableField(field.name(), false, List.of(), List.of())
                        : field)
            .toList();
    return new TableShape(fields, rows.shape().timeField(), rows.shape().headerless());
  }
}
