package io.flyball.cli.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** A record of every type with a value in every field. */
final class FilledRecord {
  static final Instant TIME = Instant.parse("2024-01-01T12:00:00.500Z");

  private FilledRecord() {}

  static SpecificRecord of(Schema schema) {
    SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(field.schema(), field.name()));
    }
    return record;
  }

  private static Object value(Schema schema, String name) {
    return switch (schema.getType()) {
      case UNION ->
          value(
              schema.getTypes().stream()
                  .filter(each -> each.getType() != Schema.Type.NULL)
                  .findFirst()
                  .orElseThrow(),
              name);
      case STRING -> name;
      case ENUM -> SpecificData.get().createEnum(schema.getEnumSymbols().get(1), schema);
      case INT -> 7;
      case LONG -> schema.getLogicalType() == null ? (Object) 8L : TIME;
      case DOUBLE -> 0.5;
      case BOOLEAN -> true;
      case BYTES -> ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8));
      case ARRAY -> List.of(value(schema.getElementType(), name));
      case MAP -> Map.of("k", value(schema.getValueType(), name));
      case RECORD -> of(schema);
      default -> throw new IllegalArgumentException(schema.toString());
    };
  }
}
