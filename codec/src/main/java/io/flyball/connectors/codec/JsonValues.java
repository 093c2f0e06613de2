package io.flyball.connectors.codec;

import static io.flyball.connectors.codec.JsonRecords.kind;
import static io.flyball.core.record.Reason.BAD_ENUM;
import static io.flyball.core.record.Reason.BAD_TYPE;
import static io.flyball.core.record.Reason.MISSING_FIELD;
import static io.flyball.core.record.Reason.OUT_OF_RANGE;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/**
 * Converts one parsed JSON value to what a schema asks for. Integers must be integral and in range
 * (1.0 is 1, 1.5 is no integer), enums are case-sensitive, byte strings are base64, times are epoch
 * milliseconds or ISO 8601.
 */
final class JsonValues {
  /** Converts an object to a record. */
  interface Records {
    Object convert(Object value, Schema schema) throws RefusalException;
  }

  /** Up to here every integer is a double of its own. */
  private static final double EXACT = 1L << 53;

  private final SpecificData data;
  private final Records records;

  JsonValues(SpecificData data, Records records) {
    this.data = data;
    this.records = records;
  }

  Object convert(Object value, Schema given) throws RefusalException {
    Schema schema = TimeFields.nonNull(given);
    if (value == null) {
      if (given.isNullable()) {
        return null;
      }
      throw RefusalException.of(MISSING_FIELD, "", "null where a value is required");
    }
    return switch (schema.getType()) {
      case RECORD -> records.convert(value, schema);
      case ARRAY -> list(value, schema.getElementType());
      case MAP -> map(value, schema.getValueType());
      case ENUM -> symbol(value, schema);
      case STRING -> expect(String.class, value, "a text");
      case BOOLEAN -> expect(Boolean.class, value, "true or false");
      case INT -> (int) integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG ->
          TimeFields.isTime(schema)
              ? time(value)
              : (Object) integer(value, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT -> (float) number(value, Float.MAX_VALUE);
      case DOUBLE -> number(value, Double.MAX_VALUE);
      case BYTES -> ByteBuffer.wrap(bytes(value));
      case FIXED -> fixed(value, schema);
      case UNION -> convert(value, branch(value, schema));
      case NULL -> throw new IllegalArgumentException("no JSON form for " + schema);
    };
  }

  /** Which branch of a union of several kinds takes a value. */
  private static Schema branch(Object value, Schema union) throws RefusalException {
    for (Schema branch : union.getTypes()) {
      boolean takes =
          switch (branch.getType()) {
            case BOOLEAN -> value instanceof Boolean;
            case DOUBLE -> value instanceof Number;
            case STRING -> value instanceof String;
            case ARRAY -> value instanceof List;
            default -> false;
          };
      if (takes) {
        return branch;
      }
    }
    String kinds =
        union.getTypes().stream()
            .map(branch -> branch.getType().getName())
            .collect(Collectors.joining(", "));
    throw expected("one of " + kinds, value);
  }

  static Instant time(Object value) throws RefusalException {
    if (!(value instanceof String text)) {
      return TimeFields.require(integer(value, Long.MIN_VALUE, Long.MAX_VALUE));
    }
    try {
      return TimeFields.require(Timestamps.parse(text));
    } catch (DateTimeException e) {
      throw expected("epoch milliseconds or an ISO 8601 time with its zone", value);
    } catch (ArithmeticException e) {
      throw RefusalException.of(OUT_OF_RANGE, "", "no such time: " + kind(value));
    }
  }

  static long integer(Object value, long min, long max) throws RefusalException {
    long number;
    if (value instanceof Long exact) {
      number = exact;
    } else if (value instanceof Double real) {
      if (!(Math.abs(real) <= EXACT)) {
        throw outOfRange(value, min, max);
      }
      if (real != Math.rint(real)) {
        throw expected("an integer", value);
      }
      number = real.longValue();
    } else {
      throw expected("an integer", value);
    }
    if (number < min || number > max) {
      throw outOfRange(value, min, max);
    }
    return number;
  }

  private static double number(Object value, double max) throws RefusalException {
    if (!(value instanceof Number given)) {
      throw expected("a number", value);
    }
    double number = given.doubleValue();
    if (!(Math.abs(number) <= max)) {
      throw outOfRange(value, -max, max);
    }
    return number;
  }

  private Object symbol(Object value, Schema schema) throws RefusalException {
    String symbol = expect(String.class, value, "a symbol");
    if (!schema.hasEnumSymbol(symbol)) {
      throw RefusalException.of(
          BAD_ENUM, "", "one of " + schema.getEnumSymbols() + " is expected, not " + kind(value));
    }
    return data.createEnum(symbol, schema);
  }

  private List<Object> list(Object value, Schema element) throws RefusalException {
    List<?> given = expect(List.class, value, "an array");
    List<Object> items = new ArrayList<>(given.size());
    for (Object item : given) {
      try {
        items.add(convert(item, element));
      } catch (RefusalException e) {
        throw e.inside("[" + items.size() + "]");
      }
    }
    return items;
  }

  private Map<String, Object> map(Object value, Schema valueSchema) throws RefusalException {
    Map<?, ?> given = expect(Map.class, value, "an object");
    Map<String, Object> entries = new HashMap<>();
    for (Map.Entry<?, ?> entry : given.entrySet()) {
      String name = (String) entry.getKey();
      try {
        entries.put(name, convert(entry.getValue(), valueSchema));
      } catch (RefusalException e) {
        throw e.inside(name);
      }
    }
    return entries;
  }

  private static byte[] bytes(Object value) throws RefusalException {
    try {
      return Base64.getDecoder().decode(expect(String.class, value, "base64"));
    } catch (IllegalArgumentException e) {
      throw expected("base64", value);
    }
  }

  private Object fixed(Object value, Schema schema) throws RefusalException {
    byte[] bytes = bytes(value);
    if (bytes.length != schema.getFixedSize()) {
      throw RefusalException.of(
          BAD_TYPE, "", schema.getFixedSize() + " bytes are expected, not " + bytes.length);
    }
    return data.createFixed(null, bytes, schema);
  }

  private static <V> V expect(Class<V> type, Object value, String what) throws RefusalException {
    if (!type.isInstance(value)) {
      throw expected(what, value);
    }
    return type.cast(value);
  }

  private static RefusalException expected(String what, Object value) {
    return RefusalException.of(BAD_TYPE, "", what + " is expected, not " + kind(value));
  }

  private static RefusalException outOfRange(Object value, Number min, Number max) {
    return RefusalException.of(
        OUT_OF_RANGE, "", kind(value) + " is outside of " + min + " to " + max);
  }
}
