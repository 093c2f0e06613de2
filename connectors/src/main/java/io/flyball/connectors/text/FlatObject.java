package io.flyball.connectors.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object as texts by path: {@code {"a":{"b":1}}} is {@code a.b=1}. An array of plain values is
 * its values with {@code |} between; an array of {@code {"key":K,"value":V}} pairs, as analytics
 * exports have, is a field {@code NAME.K} a pair, V or the first plain value in it; any other array
 * is its JSON. Null is no field.
 */
final class FlatObject {
  private static final String SEPARATOR = "|";

  private FlatObject() {}

  static Map<String, String> of(JsonNode object) {
    Map<String, String> out = new LinkedHashMap<>();
    object.properties().forEach(entry -> add(entry.getKey(), entry.getValue(), out));
    return out;
  }

  private static void add(String name, JsonNode value, Map<String, String> out) {
    if (value.isObject()) {
      value.properties().forEach(e -> add(name + "." + e.getKey(), e.getValue(), out));
    } else if (value.isArray()) {
      array(name, value, out);
    } else if (!value.isNull()) {
      out.put(name, value.asText());
    }
  }

  private static void array(String name, JsonNode array, Map<String, String> out) {
    boolean pairs = !array.isEmpty();
    List<String> plain = new ArrayList<>();
    for (JsonNode element : array) {
      pairs &= element.isObject() && element.has("key") && element.has("value");
      if (element.isValueNode() && !element.asText().contains(SEPARATOR)) {
        plain.add(element.asText());
      }
    }
    if (pairs) {
      for (JsonNode element : array) {
        JsonNode value = firstPlain(element.get("value"));
        if (value != null) {
          out.put(name + "." + element.get("key").asText(), value.asText());
        }
      }
    } else if (plain.size() == array.size()) {
      out.put(name, String.join(SEPARATOR, plain));
    } else {
      out.put(name, array.toString());
    }
  }

  /** The value itself, or the first that is not null in an object of one value by type. */
  private static JsonNode firstPlain(JsonNode value) {
    if (value.isValueNode()) {
      return value.isNull() ? null : value;
    }
    for (JsonNode inner : value) {
      if (inner.isValueNode() && !inner.isNull()) {
        return inner;
      }
    }
    return null;
  }
}
