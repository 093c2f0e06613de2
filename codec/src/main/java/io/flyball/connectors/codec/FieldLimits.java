package io.flyball.connectors.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Holds the fields of a record, at any depth, against their limits: the one place that does, for
 * whatever a job reads in whatever format. The first fault is reported with the path of its field.
 * Cost: one comparison a field, and one for each item of a list or map.
 */
public final class FieldLimits {
  /** Records that jobs read and that another job has written. */
  private static final Set<String> DERIVED =
      Set.of("AttributedFeedback", "Reward", "Decision", "PolicySnapshot");

  /** Records that nothing reads but people and tools, who must be able to. */
  private static final Set<String> UNLIMITED =
      Set.of(
          "DeadLetter",
          "Alert",
          "PolicyEvaluation",
          "LoopMetric",
          "BiasCommand",
          "CameraPlace",
          "DecisionOutcome",
          "StageFeedback",
          "ModeState",
          "ModeRates",
          "ModeDiversity",
          "DataSample",
          "DataRate",
          "SearchState",
          "TaskPlan",
          "RequestMemory",
          "GateVerdict",
          "GateFailure",
          "GateNext");

  /** A field, or the items of a list or map: its own limit, and what lies within. */
  private record Entry(
      String name, int position, FieldLimit limit, Entry items, FieldLimits record) {

    boolean limits() {
      return limit != FieldLimit.NONE || (record != null && !record.entries.isEmpty());
    }

    void require(Object value) throws RefusalException {
      if (value == null) {
        return;
      }
      limit.require(value);
      if (record != null) {
        record.require((IndexedRecord) value);
      } else if (items != null && value instanceof List<?> list) {
        for (int i = 0; i < list.size(); i++) {
          try {
            items.require(list.get(i));
          } catch (RefusalException e) {
            throw e.inside("[" + i + "]");
          }
        }
      } else if (items != null) {
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          String key = entry.getKey().toString();
          FieldLimit.NAME.require(key);
          try {
            items.require(entry.getValue());
          } catch (RefusalException e) {
            throw e.inside(key);
          }
        }
      }
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  private FieldLimits() {}

  /** The limits of a record; recursive schemas are not supported. */
  public static FieldLimits of(Schema record) {
    return UNLIMITED.contains(record.getName())
        ? new FieldLimits()
        : of(record, DERIVED.contains(record.getName()));
  }

  private static FieldLimits of(Schema record, boolean derived) {
    FieldLimits limits = new FieldLimits();
    for (Schema.Field field : record.getFields()) {
      Entry entry = entry(field.name(), field.pos(), field.schema(), derived);
      if (entry.limits()) {
        limits.entries.add(entry);
      }
    }
    return limits;
  }

  private static Entry entry(String name, int position, Schema given, boolean derived) {
    Schema schema = TimeFields.nonNull(given);
    FieldLimit limit = FieldLimit.of(name, schema, derived);
    return switch (schema.getType()) {
      case RECORD -> new Entry(name, position, limit, null, of(schema, derived));
      case ARRAY ->
          new Entry(name, position, limit, items(name, schema.getElementType(), derived), null);
      case MAP ->
          new Entry(name, position, limit, items(name, schema.getValueType(), derived), null);
      default -> new Entry(name, position, limit, null, null);
    };
  }

  private static Entry items(String name, Schema schema, boolean derived) {
    return entry(name, -1, schema, derived);
  }

  void require(IndexedRecord record) throws RefusalException {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      try {
        entry.require(record.get(entry.position));
      } catch (RefusalException e) {
        throw e.inside(entry.name);
      }
    }
  }

  /** The limit of each limited field by its path, for people. */
  public Map<String, FieldLimit> byPath() {
    Map<String, FieldLimit> paths = new LinkedHashMap<>();
    entries.forEach(entry -> describe(entry.name, entry, paths));
    return paths;
  }

  private static void describe(String path, Entry entry, Map<String, FieldLimit> paths) {
    if (entry.limit != FieldLimit.NONE) {
      paths.put(path, entry.limit);
    }
    if (entry.record != null) {
      entry.record.byPath().forEach((name, limit) -> paths.put(path + "." + name, limit));
    }
    if (entry.items != null && entry.items.limits()) {
      describe(path + "[]", entry.items, paths);
    }
  }
}
