package io.flyball.connectors.vw;

import io.flyball.core.features.NamedFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of a text of Vowpal Wabbit.
 *
 * @param label what stands before the first bar, without a tag
 * @param features of it
 */
record VwExample(List<String> label, NamedFeatures features) {

  String word(int n) {
    return n < label.size() ? label.get(n) : "";
  }

  static VwExample of(String line) throws VwFormatException {
    int bar = line.indexOf('|');
    String before = (bar < 0 ? line : line.substring(0, bar)).strip();
    List<String> label = new ArrayList<>();
    for (String word : before.split("\\s+", -1)) {
      if (!word.isEmpty() && !word.startsWith("'")) {
        label.add(word);
      }
    }
    Map<String, Map<String, Object>> namespaces = new LinkedHashMap<>();
    if (bar >= 0) {
      for (String part : line.substring(bar + 1).split("\\|", -1)) {
        namespace(part, namespaces);
      }
    }
    return new VwExample(label, new NamedFeatures(namespaces));
  }

  private static void namespace(String part, Map<String, Map<String, Object>> namespaces)
      throws VwFormatException {
    boolean nameless = part.isEmpty() || Character.isWhitespace(part.charAt(0));
    List<String> words =
        Arrays.stream(part.split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
    if (words.isEmpty()) {
      return;
    }
    String name = "";
    double scale = 1;
    int from = 0;
    if (!nameless) {
      String[] head = words.get(0).split(":", -1);
      name = head[0];
      scale = head.length > 1 ? number(head[1], words.get(0)) : 1;
      from = 1;
    }
    Map<String, Object> features = new LinkedHashMap<>();
    List<Object> positions = new ArrayList<>();
    for (String word : words.subList(from, words.size())) {
      int colon = word.indexOf(':');
      String feature = colon < 0 ? word : word.substring(0, colon);
      String value = colon < 0 ? "1" : word.substring(colon + 1);
      Double number = numberOrNull(value);
      if (feature.isEmpty() && number != null) {
        positions.add(scale * number);
      } else if (number == null) {
        features.put(feature, value);
      } else {
        double x = scale * number;
        features.merge(feature, x, (a, b) -> a instanceof Double was ? (Object) (was + x) : b);
      }
    }
    if (!features.isEmpty()) {
      namespaces.computeIfAbsent(name, key -> new LinkedHashMap<>()).putAll(features);
    }
    if (!positions.isEmpty()) {
      // A list of numbers is a namespace of its own name.
      namespaces.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(name, positions);
    }
  }

  private static Double numberOrNull(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A finite number of a token. */
  static double number(String text, String token) throws VwFormatException {
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The sentence below says what is wrong.
    }
    throw new VwFormatException("'" + token + "' has '" + text + "' where a number belongs");
  }
}
