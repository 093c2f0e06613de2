package io.flyball.jobs.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * JSON lines that a schema allows, some of whose fields stand at their limit, past it, or where
 * arithmetic ends. Each begins as a good record, so that what one field does is seen at all.
 */
final class ExtremeRecords {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_EDITS = 3;

  private static final List<Object> NUMBERS =
      List.of(
          0,
          -1,
          1,
          0.5,
          2,
          1e-310,
          -1e-310,
          Double.MIN_VALUE,
          1e-100,
          1e-50,
          1e6,
          -1e6,
          1e9,
          1e12,
          -1e12,
          1.01e12,
          1e100,
          1e155,
          -1e155,
          1e308,
          -1e308,
          Double.MAX_VALUE);
  private static final List<Object> INTEGERS =
      List.of(
          0,
          1,
          -1,
          2,
          1000,
          1_000_000,
          Integer.MAX_VALUE,
          Integer.MIN_VALUE,
          2_147_483_648L,
          1L << 53,
          (1L << 53) + 1,
          -(1L << 53),
          Long.MAX_VALUE,
          Long.MIN_VALUE);
  private static final List<Object> TIMES =
      List.of(
          0,
          1,
          -1,
          631_152_000_000L,
          1_699_999_999_999L,
          1_700_000_000L,
          1_700_000_000_000_000L,
          253_402_300_799_999L,
          253_402_300_800_000L,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          "1970-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999Z",
          "+999999999-12-31T23:59:59Z");
  private static final List<Object> TEXTS =
      List.of(
          "",
          " ",
          "/",
          "x/",
          "/x",
          "\0",
          "a\nb",
          "é😀",
          "NaN",
          "a".repeat(10_000),
          "x/" + "語".repeat(9_998),
          "x/" + "a".repeat(9_999),
          "a".repeat(70_000),
          "é".repeat(40_000),
          "a".repeat(2_000_000));

  private final Schema schema;
  private final Map<String, Object> good;

  /**
   * @param good a whole record that the job accepts
   */
  ExtremeRecords(Schema schema, Map<String, Object> good) {
    this.schema = schema;
    this.good = good;
  }

  /** Lines of one of several records. */
  static Arbitrary<String> lines(List<ExtremeRecords> records, long ingestTime) {
    return Arbitraries.of(records).flatMap(record -> record.line(ingestTime));
  }

  private Arbitrary<String> line(long ingestTime) {
    Arbitrary<Map.Entry<String, Object>> edit =
        Arbitraries.of(schema.getFields())
            .flatMap(f -> value(f.schema()).map(v -> Map.entry(f.name(), v)));
    return Combinators.combine(
            edit.list().ofMinSize(1).ofMaxSize(MOST_EDITS), Arbitraries.integers().between(0, 99))
        .as(
            (edits, deep) -> {
              Map<String, Object> record = new LinkedHashMap<>(good);
              record.put("type", schema.getName());
              record.put("ingestTime", ingestTime);
              edits.forEach(e -> record.put(e.getKey(), e.getValue()));
              if (deep < 3) {
                record.put("unknown", nested(62 + deep));
              }
              return write(record);
            });
  }

  static String write(Map<String, Object> record) {
    try {
      return JSON.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object nested(int levels) {
    Object value = 1;
    for (int i = 0; i < levels; i++) {
      value = List.of(value);
    }
    return value;
  }

  private static Arbitrary<Object> value(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> value(schema.getTypes().get(1 - nullAt(schema)));
      case STRING -> Arbitraries.of(TEXTS);
      case DOUBLE, FLOAT -> Arbitraries.of(NUMBERS);
      case INT -> Arbitraries.of(INTEGERS);
      case LONG ->
          Arbitraries.of(
              schema.getLogicalType() instanceof LogicalTypes.TimestampMillis ? TIMES : INTEGERS);
      case BOOLEAN -> Arbitraries.of(true, false);
      case ENUM -> Arbitraries.of(new ArrayList<Object>(schema.getEnumSymbols()));
      case BYTES -> Arbitraries.of("", "AA==", "/////w==", "A".repeat(70_000));
      case ARRAY -> list(schema.getElementType());
      case MAP -> map(schema.getValueType());
      case RECORD -> record(schema);
      default -> Arbitraries.just(0);
    };
  }

  private static int nullAt(Schema union) {
    return union.getTypes().get(0).getType() == Schema.Type.NULL ? 0 : 1;
  }

  private static Arbitrary<Object> list(Schema element) {
    Arbitrary<Object> few = value(element).list().ofMaxSize(3).map(items -> items);
    boolean number = element.getType() == Schema.Type.DOUBLE;
    Arbitrary<Object> many =
        Arbitraries.of(2, 30, 300, 10_000, 10_001, 70_000)
            .map(
                size ->
                    number
                        ? Collections.nCopies(size, 1)
                        : distinct(element, Math.min(size, 10_001)));
    return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, few), net.jqwik.api.Tuple.of(1, many));
  }

  /** Short names, or records that hold nothing but a short id. */
  private static List<Object> distinct(Schema element, int size) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(element.getType() == Schema.Type.STRING ? "x" + i : Map.of("id", "x" + i));
    }
    return items;
  }

  private static Arbitrary<Object> map(Schema element) {
    Arbitrary<Object> few =
        Arbitraries.maps(Arbitraries.of("", "x", "y", "k".repeat(10_001)), value(element))
            .ofMaxSize(3)
            .map(entries -> entries);
    Arbitrary<Object> many =
        Arbitraries.of(10_000, 10_001)
            .map(
                size -> {
                  Map<String, Object> entries = new LinkedHashMap<>();
                  for (int i = 0; i < size; i++) {
                    entries.put(
                        "x" + i, element.getType() == Schema.Type.STRING ? "v" : (Object) 1);
                  }
                  return entries;
                });
    return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(6, few), net.jqwik.api.Tuple.of(1, many));
  }

  private static Arbitrary<Object> record(Schema schema) {
    Map<String, Object> base = new LinkedHashMap<>();
    for (Schema.Field field : schema.getFields()) {
      if (!field.hasDefaultValue() && field.schema().getType() != Schema.Type.UNION) {
        base.put(field.name(), plain(field.schema()));
      }
    }
    return Arbitraries.of(schema.getFields())
        .flatMap(
            field ->
                value(field.schema())
                    .map(
                        value -> {
                          Map<String, Object> record = new LinkedHashMap<>(base);
                          record.put(field.name(), value);
                          return record;
                        }));
  }

  private static Object plain(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> "x";
      case ENUM -> schema.getEnumSymbols().get(1);
      case ARRAY -> List.of();
      case MAP -> Map.of();
      case LONG -> 1_700_000_000_000L;
      default -> 1;
    };
  }
}
