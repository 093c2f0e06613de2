package io.flyball.jobs.runtime.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Arrays;
import java.util.List;

/**
 * A value as somebody gave it.
 *
 * @param text the scalar as written; null for a YAML null or a sequence
 * @param elements the elements of a YAML sequence, otherwise null
 * @param origin where it was given
 */
record Given(String text, List<String> elements, String origin) {

  static Given text(String text, String origin) {
    return new Given(text, null, origin);
  }

  /** The elements of a list: a sequence, a YAML flow sequence in a text, or texts and commas. */
  List<String> list() {
    if (elements != null) {
      return elements;
    }
    if (text == null || text.isBlank()) {
      return List.of();
    }
    if (text.strip().startsWith("[")) {
      try {
        return Arrays.asList(new YAMLMapper().readValue(text, String[].class));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("not a list", e);
      }
    }
    return Arrays.stream(text.split(",")).map(String::strip).toList();
  }

  /** What stands in a fault. */
  String display() {
    return elements != null ? elements.toString() : text == null ? "null" : "\"" + text + "\"";
  }
}
