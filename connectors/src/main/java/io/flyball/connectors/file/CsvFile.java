package io.flyball.connectors.file;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.record.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Streams records from a CSV file with a header, plain or compressed. Cells become what the field's
 * schema asks for: numbers, {@code true}/{@code false}, enum symbols, epoch milliseconds or ISO
 * 8601 times; an array of texts is separated by {@code |}.
 */
public final class CsvFile {
  private CsvFile() {}

  /**
   * The rows as records, read as they are asked for; close the stream to close the file.
   *
   * @throws IOException when the file cannot be opened
   * @throws IllegalArgumentException when the mapping names a field that the record has not
   * @throws BrokenRowException from the stream, at the first row that makes no record
   */
  public static <T extends SpecificRecord> Stream<T> read(
      Path file, Class<T> type, ColumnMapping mapping) throws IOException {
    Schema schema = SpecificData.getForClass(type).getSchema(type);
    for (String field : mapping.templates().keySet()) {
      if (schema.getField(field) == null) {
        throw new IllegalArgumentException(
            type.getSimpleName() + " has no field '" + field + "', only " + names(schema));
      }
    }
    RecordCodec<T> codec = RecordCodec.of(type);
    return CsvRows.read(file).map(row -> record(row, schema, mapping, codec));
  }

  private static <T extends SpecificRecord> T record(
      CsvRow row, Schema schema, ColumnMapping mapping, RecordCodec<T> codec) {
    Map<String, Object> object = new HashMap<>();
    for (String field : mapping.templates().keySet()) {
      String text = mapping.fill(field, row::text);
      if (!text.isEmpty()) {
        object.put(field, value(text, schema.getField(field).schema()));
      }
    }
    Decoded<T> decoded = codec.decode(object, Map.of());
    if (decoded instanceof Decoded.Good<T> good) {
      return good.value();
    }
    Refusal refusal = ((Decoded.Refused<T>) decoded).refusal();
    String template = mapping.templates().getOrDefault(refusal.field(), refusal.field());
    throw row.broken(template, refusal.code() + ", " + refusal.message());
  }

  private static Object value(String text, Schema schema) {
    return switch (schema.getType()) {
      case UNION -> value(text, present(schema));
      case ARRAY -> List.of(text.split("\\|"));
      case INT, LONG, FLOAT, DOUBLE -> number(text);
      case BOOLEAN -> List.of("true", "false").contains(text) ? text.equals("true") : text;
      default -> text;
    };
  }

  /** A number when the text is one; what else it may be is for the codec to judge. */
  private static Object number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notAnInteger) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException notANumber) {
        return text;
      }
    }
  }

  private static Schema present(Schema union) {
    return union.getTypes().stream()
        .filter(branch -> branch.getType() != Schema.Type.NULL)
        .findFirst()
        .orElse(union);
  }

  private static List<String> names(Schema schema) {
    return schema.getFields().stream().map(Schema.Field::name).toList();
  }
}
