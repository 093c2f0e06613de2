package io.flyball.connectors.codec;

import static io.flyball.core.record.Reason.BAD_TYPE;
import static io.flyball.core.record.Reason.MISSING_FIELD;
import static io.flyball.core.record.Reason.OUT_OF_RANGE;
import static io.flyball.core.record.Reason.UNKNOWN_SCHEMA_VERSION;
import static io.flyball.core.record.Reason.UNKNOWN_TYPE;

import io.flyball.core.record.EditDistance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/**
 * Builds records of one schema from parsed JSON by walking the schema: names as in the schema,
 * unknown names ignored and told, absent or null fields take their default. Beside the fields an
 * object may carry an envelope: {@code type} (the record's name), {@code schemaVersion} (1 to the
 * newest) and {@code ingestTime}. The first fault wins, in the order type, version, fields as the
 * schema lists them.
 */
final class JsonRecords {
  static final String TYPE = "type";
  static final String SCHEMA_VERSION = "schemaVersion";
  static final String INGEST_TIME = "ingestTime";
  private static final Set<String> ENVELOPE = Set.of(TYPE, SCHEMA_VERSION, INGEST_TIME);

  private final Schema schema;
  private final SpecificData data;
  private final int versions;
  private final JsonValues values;
  private final UnknownFields.Collector unknown = new UnknownFields.Collector();

  JsonRecords(Schema schema, SpecificData data, int versions) {
    this.schema = schema;
    this.data = data;
    this.versions = versions;
    this.values = new JsonValues(data, this::record);
  }

  /** The record in an object; {@link #unknownFields} then tells what was ignored. */
  IndexedRecord decode(Map<String, Object> object) throws RefusalException {
    unknown.clear();
    requireType(object);
    requireVersion(object);
    return fields(object, schema, ENVELOPE);
  }

  /** What the last decoded object had and the schema has not. */
  UnknownFields unknownFields() {
    return unknown.found();
  }

  private IndexedRecord record(Object value, Schema of) throws RefusalException {
    if (!(value instanceof Map<?, ?> object)) {
      throw RefusalException.of(BAD_TYPE, "", "an object is expected, not " + kind(value));
    }
    return fields(object, of, Set.of());
  }

  private IndexedRecord fields(Map<?, ?> object, Schema of, Set<String> envelope)
      throws RefusalException {
    IndexedRecord record = (IndexedRecord) data.newRecord(null, of);
    int known = 0;
    for (Schema.Field field : of.getFields()) {
      Object given = object.get(field.name());
      if (given != null || object.containsKey(field.name())) {
        known++;
      }
      record.put(field.pos(), given == null ? absent(field, object, of) : present(field, given));
    }
    if (known < object.size()) {
      unknown.add(object, of, envelope);
    }
    return record;
  }

  private Object present(Schema.Field field, Object given) throws RefusalException {
    try {
      return values.convert(given, field.schema());
    } catch (RefusalException e) {
      throw e.inside(field.name());
    }
  }

  private Object absent(Schema.Field field, Map<?, ?> object, Schema of) throws RefusalException {
    if (field.hasDefaultValue()) {
      Object value = data.getDefaultValue(field);
      return value instanceof List || value instanceof Map || value instanceof IndexedRecord
          ? data.deepCopy(field.schema(), value)
          : value;
    }
    if (field.schema().isNullable()) {
      return null;
    }
    throw RefusalException.of(
        MISSING_FIELD, field.name(), "the field is required" + misspelt(field.name(), object, of));
  }

  /** The name that may have been meant for a required field. */
  private static String misspelt(String required, Map<?, ?> object, Schema of) {
    return object.keySet().stream()
        .map(String.class::cast)
        .filter(name -> of.getField(name) == null && !ENVELOPE.contains(name))
        .filter(
            name -> EditDistance.nearest(name, List.of(required), UnknownField.NEAR).isPresent())
        .findFirst()
        .map(name -> "; the object has " + JsonTree.quote(name) + ", which is no field")
        .orElse("");
  }

  private void requireType(Map<String, Object> object) throws RefusalException {
    Object type = object.get(TYPE);
    if (type == null) {
      return;
    }
    if (!(type instanceof String)) {
      throw RefusalException.of(BAD_TYPE, TYPE, "a record name is expected, not " + kind(type));
    }
    if (!type.equals(schema.getName())) {
      throw RefusalException.of(
          UNKNOWN_TYPE, TYPE, JsonTree.quote(type) + " where " + schema.getName() + " belongs");
    }
  }

  private void requireVersion(Map<String, Object> object) throws RefusalException {
    Object version = object.get(SCHEMA_VERSION);
    if (version == null) {
      return;
    }
    try {
      long number = JsonValues.integer(version, Long.MIN_VALUE, Long.MAX_VALUE);
      if (number >= 1 && number <= versions) {
        return;
      }
    } catch (RefusalException e) {
      if (e.refusal().reason() != OUT_OF_RANGE) {
        throw e.inside(SCHEMA_VERSION);
      }
    }
    throw RefusalException.of(
        UNKNOWN_SCHEMA_VERSION,
        SCHEMA_VERSION,
        "versions 1 to " + versions + " exist, not " + JsonTree.quote(version));
  }

  /** What a parsed value is, for messages. */
  static String kind(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Map) {
      return "an object";
    }
    return value instanceof List ? "an array" : JsonTree.quote(value);
  }
}
