package io.flyball.bench;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.types.Row;

/**
 * Records as rows of SQL and back: times as instants, enums as texts, lists of texts as arrays.
 *
 * @param <T> generated class, without records inside
 */
final class AvroRows<T extends SpecificRecord> implements Serializable {
  private static final long serialVersionUID = 1;

  private final Class<T> type;
  private transient Schema schema;

  AvroRows(Class<T> type) {
    this.type = type;
  }

  private Schema schema() {
    if (schema == null) {
      schema = SpecificData.get().getSchema(type);
    }
    return schema;
  }

  List<String> names() {
    return schema().getFields().stream().map(Schema.Field::name).toList();
  }

  TypeInformation<Row> rowType() {
    return Types.ROW_NAMED(
        names().toArray(String[]::new),
        schema().getFields().stream()
            .map(field -> sqlType(present(field.schema())))
            .toArray(TypeInformation<?>[]::new));
  }

  private static Schema present(Schema schema) {
    return schema.getType() == Schema.Type.UNION ? schema.getTypes().get(1) : schema;
  }

  private static TypeInformation<?> sqlType(Schema schema) {
    return switch (schema.getType()) {
      case STRING, ENUM -> Types.STRING;
      case LONG -> schema.getLogicalType() == null ? Types.LONG : Types.INSTANT;
      case INT -> Types.INT;
      case DOUBLE -> Types.DOUBLE;
      case BOOLEAN -> Types.BOOLEAN;
      case ARRAY -> Types.OBJECT_ARRAY(Types.STRING);
      default -> throw new IllegalArgumentException("no SQL type for " + schema);
    };
  }

  Row row(T record) {
    Row row = new Row(schema().getFields().size());
    for (int i = 0; i < row.getArity(); i++) {
      Object value = record.get(i);
      if (value instanceof Enum<?> constant) {
        value = constant.name();
      } else if (value instanceof List<?> list) {
        value = list.toArray(String[]::new);
      }
      row.setField(i, value);
    }
    return row;
  }

  /** The record in the fields from {@code first} on; null when its id is null there. */
  T record(Row row, int first) {
    if (row.getField(first) == null) {
      return null;
    }
    @SuppressWarnings("unchecked")
    T record = (T) SpecificData.newInstance(type, schema());
    for (Schema.Field field : schema().getFields()) {
      Object value = row.getField(first + field.pos());
      Schema present = present(field.schema());
      if (present.getType() == Schema.Type.ENUM) {
        value = SpecificData.get().createEnum((String) value, present);
      } else if (value instanceof Object[] array) {
        value = new ArrayList<>(Arrays.asList(array));
      }
      record.put(field.pos(), value);
    }
    return record;
  }
}
