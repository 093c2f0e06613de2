package io.flyball.connectors.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/**
 * Writes records as JSON on one line: {@code type} first, then the fields as the schema lists them;
 * times as epoch milliseconds, byte strings as base64. A field that is null is left out where that
 * is its default, and written as null where it has none. What it writes, {@link RecordCodec#decode}
 * and {@link JsonLines} read back to an equal record.
 */
public final class JsonWriter {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonWriter() {}

  /**
   * The record as one line without its end.
   *
   * @throws IllegalArgumentException when a number is not finite, which JSON cannot say
   */
  public static String write(IndexedRecord record) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField(JsonRecords.TYPE, record.getSchema().getName());
      writeFields(json, record);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  private static void writeFields(JsonGenerator json, IndexedRecord record) throws IOException {
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value != null) {
        json.writeFieldName(field.name());
        writeValue(json, value, field.name());
      } else if (!field.hasDefaultValue()) {
        json.writeNullField(field.name());
      }
    }
  }

  private static void writeValue(JsonGenerator json, Object value, String field)
      throws IOException {
    if (value instanceof CharSequence || value instanceof Enum) {
      json.writeString(value.toString());
    } else if (value instanceof Instant time) {
      json.writeNumber(time.toEpochMilli());
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Double number) {
      json.writeNumber(requireFinite(number, field).doubleValue());
    } else if (value instanceof Float number) {
      json.writeNumber(requireFinite(number, field).floatValue());
    } else if (value instanceof ByteBuffer bytes) {
      json.writeString(base64(bytes));
    } else if (value instanceof GenericFixed fixed) {
      json.writeString(base64(ByteBuffer.wrap(fixed.bytes())));
    } else if (value instanceof IndexedRecord record) {
      json.writeStartObject();
      writeFields(json, record);
      json.writeEndObject();
    } else if (value instanceof List<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        writeNullable(json, item, field);
      }
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> entries) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        writeNullable(json, entry.getValue(), field);
      }
      json.writeEndObject();
    } else {
      throw new IllegalArgumentException("no JSON form for " + value.getClass() + " in " + field);
    }
  }

  private static void writeNullable(JsonGenerator json, Object value, String field)
      throws IOException {
    if (value == null) {
      json.writeNull();
    } else {
      writeValue(json, value, field);
    }
  }

  private static Number requireFinite(Number number, String field) {
    if (!Double.isFinite(number.doubleValue())) {
      throw new IllegalArgumentException("JSON has no " + number + ", which stands in " + field);
    }
    return number;
  }

  private static String base64(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return Base64.getEncoder().encodeToString(copy);
  }
}
