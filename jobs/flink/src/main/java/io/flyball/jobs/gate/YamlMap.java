package io.flyball.jobs.gate;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.jobs.runtime.config.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A map of a YAML file whose keys are known; every fault is a sentence with the place. */
final class YamlMap {
  /** A sentence that begins with its place. */
  static final class Fault extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    Fault(String sentence) {
      super(sentence);
    }
  }

  private final String place;
  private final JsonNode node;

  private YamlMap(String place, JsonNode node) {
    this.place = place;
    this.node = node;
  }

  /** The map at {@code place}; keys other than these are refused. */
  static YamlMap of(String place, JsonNode node, String... keys) {
    YamlMap map = any(place, node);
    Set<String> allowed = new TreeSet<>(List.of(keys));
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!allowed.contains(key)) {
                throw new Fault(
                    place + " has a key '" + key + "'; allowed are " + String.join(", ", allowed));
              }
            });
    return map;
  }

  /** A map whose keys are names. */
  static YamlMap any(String place, JsonNode node) {
    if (!node.isObject()) {
      throw new Fault(place + " is no map of keys and values");
    }
    return new YamlMap(place, node);
  }

  boolean has(String key) {
    return node.has(key) && !node.get(key).isNull();
  }

  String place(String key) {
    return place + ", " + key;
  }

  JsonNode get(String key) {
    return node.get(key);
  }

  Map<String, JsonNode> entries() {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    node.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }

  List<JsonNode> list(String key) {
    List<JsonNode> list = new ArrayList<>();
    if (has(key)) {
      if (!get(key).isArray()) {
        throw new Fault(place(key) + " is no list");
      }
      get(key).forEach(list::add);
    }
    return list;
  }

  double number(String key, Double absent) {
    if (!has(key) && absent != null) {
      return absent;
    }
    if (!has(key) || !get(key).isNumber()) {
      throw new Fault(place(key) + " must be a number");
    }
    return get(key).doubleValue();
  }

  long whole(String key, long absent, long least, long most) {
    if (!has(key)) {
      return absent;
    }
    JsonNode value = get(key);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      throw new Fault(
          String.format(
              Locale.ROOT, "%s must be a whole number from %d to %d", place(key), least, most));
    }
    return value.longValue();
  }

  boolean flag(String key) {
    if (has(key) && !get(key).isBoolean()) {
      throw new Fault(place(key) + " must be true or false");
    }
    return has(key) && get(key).booleanValue();
  }

  String text(String key, String absent) {
    if (!has(key) && absent != null) {
      return absent;
    }
    if (!has(key) || !get(key).isValueNode()) {
      throw new Fault(place(key) + " must be a text");
    }
    return get(key).asText();
  }

  long duration(String key, long absentMs) {
    if (!has(key)) {
      return absentMs;
    }
    try {
      Duration length = DurationText.parse(text(key, null));
      if (length.toMillis() >= 1 && length.toDays() <= 365) {
        return length.toMillis();
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new Fault(place(key) + " must be a time from 1 ms to 365 d, such as 2 s");
  }
}
