package io.flyball.core.bandit;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A name with parameters, {@code NAME[:parameter=value,…]}, each to be used. */
public final class Parameters {
  /** Smaller numbers, and larger than its inverse, leave the range of doubles in products. */
  private static final double TINY = 1e-12;

  private final String name;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  private Parameters(String name) {
    this.name = name;
  }

  public static Parameters parse(String text) {
    int colon = text.indexOf(':');
    Parameters p = new Parameters(colon < 0 ? text : text.substring(0, colon));
    if (colon >= 0) {
      for (String pair : text.substring(colon + 1).split(",", -1)) {
        p.put(pair);
      }
    }
    return p;
  }

  private void put(String pair) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("parameters look like name=value, found '" + pair + "'");
    }
    String key = pair.substring(0, equals);
    String value = pair.substring(equals + 1);
    if (values.put(key, value) != null) {
      throw new IllegalArgumentException("parameter '" + key + "' is given twice");
    }
  }

  public String name() {
    return name;
  }

  boolean gives(String key) {
    return values.containsKey(key);
  }

  public double get(String key, double usual) {
    double value = number(key, usual);
    if (values.containsKey(key)
        && value != 0
        && !(Math.abs(value) >= TINY && Math.abs(value) <= 1 / TINY)) {
      throw new IllegalArgumentException(
          "parameter '"
              + key
              + "' must be 0 or of a size from "
              + TINY
              + " to "
              + 1 / TINY
              + ", found "
              + value);
    }
    return value;
  }

  private double number(String key, double usual) {
    known.add(key);
    String value = values.get(key);
    if (value == null) {
      return usual;
    }
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "parameter '" + key + "' must be a number, found '" + value + "'", e);
    }
  }

  /** A whole number within the exact range of doubles. */
  public long whole(String key, long usual) {
    double value = number(key, (double) usual);
    if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
      throw new IllegalArgumentException(
          "parameter '" + key + "' must be a whole number, found " + value);
    }
    return (long) value;
  }

  /** Numbers with slashes between them. */
  List<Double> list(String key, List<Double> usual) {
    known.add(key);
    String value = values.get(key);
    try {
      return value == null ? usual : Stream.of(value.split("/", -1)).map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "parameter '" + key + "' must be numbers like 0/0.5, found '" + value + "'", e);
    }
  }

  /** Any text. */
  String text(String key, String usual) {
    known.add(key);
    return values.getOrDefault(key, usual);
  }

  /** One of several words. */
  String word(String key, String usual, String... allowed) {
    known.add(key);
    String value = values.getOrDefault(key, usual);
    if (!List.of(allowed).contains(value)) {
      throw new IllegalArgumentException(
          "parameter '"
              + key
              + "' is one of "
              + String.join(", ", allowed)
              + ", found '"
              + value
              + "'");
    }
    return value;
  }

  /** Refuses parameters that nobody asked for. */
  public void requireAllUsed() {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "'"
                + name
                + "' knows no parameter '"
                + key
                + "', known are "
                + String.join(", ", known));
      }
    }
  }
}
