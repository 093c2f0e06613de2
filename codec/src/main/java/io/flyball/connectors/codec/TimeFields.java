package io.flyball.connectors.codec;

import io.flyball.core.record.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * The time fields of a record, at any depth. A time before 1970 is refused: in streams that were
 * born long after, it is always a broken clock or a wrong unit.
 */
final class TimeFields {
  private record Entry(String name, int position, TimeFields inner) {}

  private final List<Entry> entries = new ArrayList<>();

  /** Finds the time fields of a record schema; recursive schemas are not supported. */
  static TimeFields of(Schema record) {
    TimeFields fields = new TimeFields();
    for (Schema.Field field : record.getFields()) {
      Schema schema = nonNull(field.schema());
      while (schema.getType() == Schema.Type.ARRAY || schema.getType() == Schema.Type.MAP) {
        schema =
            nonNull(
                schema.getType() == Schema.Type.ARRAY
                    ? schema.getElementType()
                    : schema.getValueType());
      }
      TimeFields inner = schema.getType() == Schema.Type.RECORD ? of(schema) : null;
      if (isTime(schema) || (inner != null && !inner.entries.isEmpty())) {
        fields.entries.add(new Entry(field.name(), field.pos(), inner));
      }
    }
    return fields;
  }

  static boolean isTime(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
  }

  /**
   * The other branch of a union with null; the schema itself when it is no union, or one of several
   * kinds of values, none of which is a time.
   */
  static Schema nonNull(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    List<Schema> branches =
        schema.getTypes().stream().filter(s -> s.getType() != Schema.Type.NULL).toList();
    return branches.size() == 1 ? branches.get(0) : schema;
  }

  static Instant require(long epochMs) throws RefusalException {
    if (epochMs < 0) {
      throw RefusalException.of(
          Reason.OUT_OF_RANGE, "", "a time is at least 0 (1970), not " + epochMs);
    }
    return Instant.ofEpochMilli(epochMs);
  }

  void require(IndexedRecord record) throws RefusalException {
    each(record, TimeFields::fromTheEpoch);
  }

  private static void fromTheEpoch(Instant time) throws RefusalException {
    if (time.getEpochSecond() < 0) {
      require(time.toEpochMilli());
    }
  }

  /** What is asked of each time. */
  interface Check {
    void accept(Instant time) throws RefusalException;
  }

  /** Checks every time of a record; a refusal names the field. */
  void each(IndexedRecord record, Check check) throws RefusalException {
    for (Entry entry : entries) {
      Object value = record.get(entry.position);
      try {
        each(value, entry.inner, check);
      } catch (RefusalException e) {
        throw e.inside(entry.name);
      }
    }
  }

  private static void each(Object value, TimeFields inner, Check check) throws RefusalException {
    if (value instanceof Instant time) {
      check.accept(time);
    } else if (value instanceof IndexedRecord record) {
      inner.each(record, check);
    } else if (value instanceof Collection<?> items) {
      int index = 0;
      for (Object item : items) {
        try {
          each(item, inner, check);
        } catch (RefusalException e) {
          throw e.inside("[" + index + "]");
        }
        index++;
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> item : map.entrySet()) {
        try {
          each(item.getValue(), inner, check);
        } catch (RefusalException e) {
          throw e.inside(item.getKey().toString());
        }
      }
    }
  }
}
