package io.flyball.connectors.sql;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/** Fields of a record as columns, by name: a table may have some of them, in any order. */
final class FieldRows {
  /** A value of a field as one of a column. */
  interface Converter extends Serializable {
    Object of(Object value);
  }

  private FieldRows() {}

  /**
   * Records as rows.
   *
   * @param path how messages call the record
   * @throws ValidationException where a column is no field, or of another type
   */
  static Converter row(RowType row, Schema record, String path) {
    int size = row.getFieldCount();
    int[] places = new int[size];
    Converter[] columns = new Converter[size];
    for (int i = 0; i < size; i++) {
      String name = row.getFieldNames().get(i);
      Schema.Field field = record.getField(name);
      if (field == null) {
        throw new ValidationException(
            path + " has no field '" + name + "'; its fields are " + names(record));
      }
      places[i] = field.pos();
      columns[i] = nullable(row.getTypeAt(i), field.schema(), path + "." + name);
    }
    return value -> {
      GenericRowData out = new GenericRowData(size);
      for (int i = 0; i < size; i++) {
        out.setField(i, columns[i].of(((IndexedRecord) value).get(places[i])));
      }
      return out;
    };
  }

  private static List<String> names(Schema record) {
    return record.getFields().stream().map(Schema.Field::name).toList();
  }

  private static Converter nullable(LogicalType type, Schema schema, String path) {
    if (schema.getType() != Schema.Type.UNION) {
      return value(type, schema, path);
    }
    List<Schema> inner =
        schema.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    Converter converter = inner.size() == 1 ? value(type, inner.get(0), path) : anyKind(type, path);
    return value -> value == null ? null : converter.of(value);
  }

  /** A value of one of several kinds is a text of JSON: SQL has no such type. */
  private static Converter anyKind(LogicalType type, String path) {
    require(type.getTypeRoot() == LogicalTypeRoot.VARCHAR, type, "STRING", path);
    return value -> StringData.fromString(GenericData.get().toString(value));
  }

  private static Converter value(LogicalType type, Schema schema, String path) {
    LogicalTypeRoot root = type.getTypeRoot();
    boolean time = schema.getLogicalType() != null;
    return switch (schema.getType()) {
      case STRING, ENUM -> {
        require(root == LogicalTypeRoot.VARCHAR, type, "STRING", path);
        yield value -> StringData.fromString(value.toString());
      }
      case BYTES -> {
        require(root == LogicalTypeRoot.VARBINARY, type, "BYTES", path);
        yield FieldRows::bytes;
      }
      case LONG -> {
        LogicalTypeRoot wanted =
            time ? LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE : LogicalTypeRoot.BIGINT;
        require(root == wanted, type, time ? "TIMESTAMP_LTZ(3)" : "BIGINT", path);
        yield time ? value -> TimestampData.fromInstant((Instant) value) : value -> value;
      }
      case INT -> plain(LogicalTypeRoot.INTEGER, type, path);
      case DOUBLE -> plain(LogicalTypeRoot.DOUBLE, type, path);
      case BOOLEAN -> plain(LogicalTypeRoot.BOOLEAN, type, path);
      case ARRAY -> {
        require(root == LogicalTypeRoot.ARRAY, type, "ARRAY", path);
        yield array(nullable(type.getChildren().get(0), schema.getElementType(), path));
      }
      case MAP -> {
        require(root == LogicalTypeRoot.MAP, type, "MAP", path);
        yield map(nullable(type.getChildren().get(1), schema.getValueType(), path));
      }
      case RECORD -> {
        require(root == LogicalTypeRoot.ROW, type, "ROW", path);
        yield row((RowType) type, schema, path);
      }
      default -> throw new ValidationException(path + " cannot be a column");
    };
  }

  private static Converter plain(LogicalTypeRoot wanted, LogicalType type, String path) {
    require(type.getTypeRoot() == wanted, type, wanted.name(), path);
    return value -> value;
  }

  private static void require(boolean met, LogicalType type, String wanted, String path) {
    if (!met) {
      throw new ValidationException(
          path + " is " + wanted + ", not " + type.asSummaryString() + ": change the column");
    }
  }

  private static Object bytes(Object value) {
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static Converter array(Converter element) {
    return value -> new GenericArrayData(((List<?>) value).stream().map(element::of).toArray());
  }

  private static Converter map(Converter entry) {
    return value -> {
      Map<StringData, Object> out = new HashMap<>();
      ((Map<?, ?>) value)
          .forEach((key, each) -> out.put(StringData.fromString(key.toString()), entry.of(each)));
      return new GenericMapData(out);
    };
  }
}
