package io.flyball.core.features;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Features as people name them: namespaces of name to number, text, boolean, or a list of numbers
 * or texts. Hashed as the JSON of Vowpal Wabbit is: a number by its name; {@code true} as 1; {@code
 * false} and null not at all; a text as name and value together, with {@code _} for blanks, tabs,
 * {@code |} and {@code :}; a list of texts as each of them; a list of numbers is a namespace of its
 * own, by position.
 *
 * @param namespaces by name; an empty name is the default namespace
 */
public record NamedFeatures(Map<String, Map<String, Object>> namespaces) {
  /** Without any. */
  public static final NamedFeatures NONE = new NamedFeatures(Map.of());

  /** Most features of one context or arm. */
  public static final int MOST = 10_000;

  /** Longest name of a namespace or feature, and longest text, in characters. */
  public static final int LONGEST = 1_000;

  /** A fault: where, and what is wrong with it. */
  public record Fault(String field, String message) {}

  /**
   * The first fault, if any.
   *
   * @param largest size of a number
   */
  public Optional<Fault> fault(double largest) {
    int count = 0;
    for (var namespace : namespaces.entrySet()) {
      if (namespace.getKey().length() > LONGEST) {
        return fault(cut(namespace.getKey()), "the name of a namespace is too long" + longest());
      }
      if (namespace.getValue().isEmpty()) {
        return fault(
            namespace.getKey(), "the namespace has no features; leave it out or name some");
      }
      for (var feature : namespace.getValue().entrySet()) {
        String place = namespace.getKey() + "." + cut(feature.getKey());
        count += feature.getValue() instanceof List<?> list ? list.size() : 1;
        if (count > MOST) {
          return fault(
              place, "there are more features than " + MOST + ", which are allowed; send fewer");
        }
        Optional<Fault> fault = fault(place, feature.getKey(), feature.getValue(), largest);
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Fault> fault(String place, String name, Object value, double largest) {
    if (name.length() > LONGEST) {
      return fault(place, "the name of a feature is too long" + longest());
    }
    if (value instanceof List<?> list) {
      boolean texts = !list.isEmpty() && list.get(0) instanceof String;
      for (Object item : list) {
        if (!(texts ? item instanceof String : item instanceof Number)) {
          return fault(place, "a list holds numbers alone or texts alone");
        }
        Optional<Fault> fault = fault(place, name, item, largest);
        if (fault.isPresent()) {
          return fault;
        }
      }
      return Optional.empty();
    }
    if (value instanceof String text) {
      return text.length() > LONGEST
          ? fault(place, "the text is too long" + longest())
          : Optional.empty();
    }
    if (value instanceof Number number) {
      return Math.abs(number.doubleValue()) <= largest
          ? Optional.empty()
          : fault(
              place,
              "the value is "
                  + number
                  + "; allowed are numbers of a size up to "
                  + largest
                  + " (bandit.max-magnitude)");
    }
    return value == null || value instanceof Boolean
        ? Optional.empty()
        : fault(place, "a feature is a number, a text, a boolean, or a list of numbers or texts");
  }

  private static String longest() {
    return "; allowed are " + LONGEST + " characters";
  }

  private static String cut(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "...";
  }

  private static Optional<Fault> fault(String field, String message) {
    return Optional.of(new Fault(field, message));
  }

  /** Hashed and packed. */
  public double[] packed() {
    PackedFeatures out = new PackedFeatures(FeatureHash.STRINGS);
    namespaces.forEach(
        (namespace, features) ->
            features.forEach((name, value) -> add(out, namespace, name, value)));
    return out.packed();
  }

  private static void add(PackedFeatures out, String namespace, String name, Object value) {
    if (value instanceof Number number) {
      out.number(namespace, name, number.doubleValue());
    } else if (value instanceof String text) {
      out.text(namespace, name, underscored(text));
    } else if (Boolean.TRUE.equals(value)) {
      out.flag(namespace, name);
    } else if (value instanceof List<?> list) {
      int position = 0;
      for (Object item : list) {
        if (item instanceof Number number) {
          out.position(name, position, number.doubleValue());
        } else {
          out.text(namespace, name, underscored((String) item));
        }
        position++;
      }
    }
  }

  private static String underscored(String text) {
    return text.replace(' ', '_').replace('\t', '_').replace('|', '_').replace(':', '_');
  }
}
