package io.flyball.connectors.vw;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.features.NamedFeatures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Features of an object of Vowpal Wabbit's JSON ({@code parse_example_json.cc}): an object's key is
 * a namespace, whatever it is nested in; what stands outside of one is in the default namespace;
 * keys that begin with {@code _} are no features, but {@code _text}, which is split at blanks.
 */
final class VwFeatures {
  private final Map<String, Map<String, Object>> namespaces = new LinkedHashMap<>();

  private VwFeatures() {}

  static NamedFeatures of(JsonNode object) throws VwFormatException {
    VwFeatures features = new VwFeatures();
    features.object("", object);
    return new NamedFeatures(features.namespaces);
  }

  private void object(String namespace, JsonNode object) throws VwFormatException {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String key = field.getKey();
      JsonNode value = field.getValue();
      if (key.equals("_text")) {
        for (String word : value.asText().trim().split("\\s+", -1)) {
          if (!word.isEmpty()) {
            put(namespace, word, 1.0);
          }
        }
      } else if (key.startsWith("__aid")) {
        throw new VwFormatException(
            "'__aid' refers to an action that is stored elsewhere; write its features out");
      } else if (!key.startsWith("_")) {
        value(namespace, key, value);
      }
    }
  }

  private void value(String namespace, String key, JsonNode value) throws VwFormatException {
    if (value.isNumber()) {
      put(namespace, key, value.doubleValue());
    } else if (value.isTextual()) {
      put(namespace, key, value.textValue());
    } else if (value.isBoolean()) {
      if (value.booleanValue()) {
        put(namespace, key, true);
      }
    } else if (value.isObject()) {
      object(key, value);
    } else if (value.isArray()) {
      array(key, value);
    }
  }

  private void array(String key, JsonNode array) throws VwFormatException {
    List<Object> numbers = new ArrayList<>();
    for (JsonNode item : array) {
      if (item.isNumber()) {
        numbers.add(item.doubleValue());
      } else if (item.isObject()) {
        object(key, item);
      } else {
        throw new VwFormatException(
            "array '" + key + "' holds " + item + "; numbers and objects are read");
      }
    }
    if (!numbers.isEmpty()) {
      put(key, key, numbers);
    }
  }

  private void put(String namespace, String name, Object value) {
    namespaces
        .computeIfAbsent(namespace, key -> new LinkedHashMap<>())
        .merge(name, value, (a, b) -> a instanceof Double x && b instanceof Double y ? x + y : b);
  }
}
