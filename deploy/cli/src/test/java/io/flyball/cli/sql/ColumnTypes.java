package io.flyball.cli.sql;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;

/** What a field of a record is elsewhere. */
final class ColumnTypes {
  private ColumnTypes() {}

  static boolean isNullable(Schema schema) {
    return schema.getType() == Schema.Type.UNION
        && schema.getTypes().stream().anyMatch(each -> each.getType() == Schema.Type.NULL);
  }

  /** The kinds that a value may be of, where there are several. */
  private static List<Schema> kinds(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return List.of();
    }
    List<Schema> kinds =
        schema.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    return kinds.size() > 1 ? kinds : List.of();
  }

  private static Schema plain(Schema schema) {
    return isNullable(schema)
        ? schema.getTypes().stream()
            .filter(each -> each.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow()
        : schema;
  }

  /** The type of Flink SQL; nothing but what may be null is nullable. */
  static String flink(Schema schema) {
    if (!kinds(schema).isEmpty()) {
      return isNullable(schema) ? "STRING" : "STRING NOT NULL";
    }
    Schema type = plain(schema);
    String name =
        switch (type.getType()) {
          case STRING, ENUM -> "STRING";
          case INT -> "INT";
          case LONG -> type.getLogicalType() == null ? "BIGINT" : "TIMESTAMP_LTZ(3)";
          case DOUBLE -> "DOUBLE";
          case BOOLEAN -> "BOOLEAN";
          case BYTES -> "BYTES";
          case ARRAY -> "ARRAY<" + flink(type.getElementType()) + ">";
          case MAP -> "MAP<STRING, " + flink(type.getValueType()) + ">";
          case RECORD ->
              "ROW<" + fields(type, f -> "`" + f.name() + "` " + flink(f.schema())) + ">";
          default -> throw new IllegalArgumentException(schema.toString());
        };
    return isNullable(schema) ? name : name + " NOT NULL";
  }

  /** The type of DuckDB for the field in a Parquet file, without the quotes of names. */
  static String duck(Schema schema) {
    List<Schema> kinds = kinds(schema);
    if (!kinds.isEmpty()) {
      return IntStream.range(0, kinds.size())
          .mapToObj(i -> "member" + i + " " + duck(kinds.get(i)))
          .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }
    Schema type = plain(schema);
    return switch (type.getType()) {
      case STRING, ENUM -> "VARCHAR";
      case INT -> "INTEGER";
      case LONG -> type.getLogicalType() == null ? "BIGINT" : "TIMESTAMP WITH TIME ZONE";
      case DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case BYTES -> "BLOB";
      case ARRAY -> duck(type.getElementType()) + "[]";
      case MAP -> "MAP(VARCHAR, " + duck(type.getValueType()) + ")";
      case RECORD -> "STRUCT(" + fields(type, f -> f.name() + " " + duck(f.schema())) + ")";
      default -> throw new IllegalArgumentException(schema.toString());
    };
  }

  /** The dtype of pandas for the field in a Parquet file, by pyarrow. */
  static String pandas(Schema schema) {
    Schema type = plain(schema);
    boolean nullable = isNullable(schema);
    return switch (type.getType()) {
      case INT -> nullable ? "float64" : "int32";
      case LONG ->
          type.getLogicalType() != null ? "datetime64[ms, UTC]" : nullable ? "float64" : "int64";
      case DOUBLE -> "float64";
      case BOOLEAN -> nullable ? "object" : "bool";
      default -> "object";
    };
  }

  /** What a Python object in a column of objects is; empty for other columns. */
  static String python(Schema schema) {
    return switch (plain(schema).getType()) {
      case STRING, ENUM -> "str";
      case BYTES -> "bytes";
      case ARRAY -> "array";
      case MAP -> "list of (key, value)";
      case RECORD -> "dict";
      case BOOLEAN -> isNullable(schema) ? "bool" : "";
      default -> "";
    };
  }

  private static String fields(Schema record, Function<Schema.Field, String> one) {
    return record.getFields().stream().map(one).collect(Collectors.joining(", "));
  }
}
