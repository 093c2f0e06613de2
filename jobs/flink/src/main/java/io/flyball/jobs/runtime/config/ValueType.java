package io.flyball.jobs.runtime.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One scalar type of the configuration: how it is read from text, and what is allowed.
 *
 * @param name the type for a person
 * @param allowed the end of the sentence "must be ..."
 * @param quoted whether a YAML writer must quote the text
 * @param parser text to value; throws an IllegalArgumentException when the text is refused
 */
record ValueType(String name, String allowed, boolean quoted, Function<String, Object> parser) {

  /** What is given may only point to the secret: see {@link Secret#resolve}. */
  static final ValueType SECRET =
      new ValueType(
          "secret",
          "any text, ${VARIABLE} of the environment, or file:PATH",
          true,
          text -> new Secret(text));

  /** The type of a component, with the bounds of its key. */
  static ValueType of(Class<?> type, Key key) {
    if (type == boolean.class || type == Boolean.class) {
      return new ValueType("boolean", "true or false", false, ValueType::parseBoolean);
    }
    if (type == int.class || type == Integer.class) {
      return bounded(
          "integer", "a whole number", key, text -> Integer.valueOf(digits(text)), "", "");
    }
    if (type == long.class || type == Long.class) {
      return bounded("integer", "a whole number", key, text -> Long.valueOf(digits(text)), "", "");
    }
    if (type == double.class || type == Double.class) {
      return bounded("number", "a finite number", key, ValueType::parseDouble, "-1e12", "1e12");
    }
    if (type == Duration.class) {
      String example = "a duration such as 500 ms, 30 s, 5 min, 2 h, 14 d or PT5M";
      return bounded("duration", example, key, DurationText::parse, "0 s", "36500 d");
    }
    if (type == Path.class) {
      return new ValueType("path", "a file or folder", true, ValueType::parsePath);
    }
    if (type == String.class) {
      return new ValueType("text", "any text", true, text -> text);
    }
    if (type == Secret.class) {
      return SECRET;
    }
    if (type.isEnum()) {
      Object[] symbols = type.getEnumConstants();
      String allowed =
          Arrays.stream(symbols).map(ValueType::display).collect(Collectors.joining(", "));
      return new ValueType(
          "symbol", "one of " + allowed, false, text -> parseSymbol(symbols, text));
    }
    throw new IllegalStateException("no configuration key can be of type " + type.getName());
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException when the text is refused
   */
  Object parse(String text) {
    return parser.apply(text);
  }

  /** The text that is read back as the same value. */
  static String display(Object value) {
    if (value instanceof Duration duration) {
      return DurationText.format(duration);
    }
    return value instanceof Enum<?> symbol ? symbol.name() : String.valueOf(value);
  }

  /**
   * @param least the bound of a key that names none: sums and products of such values stay finite
   */
  private static <T extends Comparable<T>> ValueType bounded(
      String name, String what, Key key, Function<String, T> parser, String least, String most) {
    String min = key.min().isEmpty() ? least : key.min();
    String max = key.max().isEmpty() ? most : key.max();
    T low = min.isEmpty() ? null : parser.apply(min);
    T high = max.isEmpty() ? null : parser.apply(max);
    String allowed =
        what + (low == null ? "" : ", at least " + min) + (high == null ? "" : ", at most " + max);
    Function<String, Object> checked =
        text -> {
          T value = parser.apply(text.strip());
          if ((low != null && value.compareTo(low) < 0)
              || (high != null && value.compareTo(high) > 0)) {
            throw new IllegalArgumentException("out of range");
          }
          return value;
        };
    return new ValueType(name, allowed, false, checked);
  }

  private static Object parseBoolean(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("not a boolean");
    };
  }

  /** Double.valueOf alone would also take NaN, hexadecimal and a trailing d. */
  private static Double parseDouble(String text) {
    double value = new BigDecimal(text).doubleValue();
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException("not finite");
    }
    return value + 0.0;
  }

  private static Object parsePath(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("no path");
    }
    return Path.of(text);
  }

  private static Object parseSymbol(Object[] symbols, String text) {
    String name = text.strip().replace('-', '_');
    for (Object symbol : symbols) {
      if (((Enum<?>) symbol).name().equalsIgnoreCase(name)) {
        return symbol;
      }
    }
    throw new IllegalArgumentException("no such symbol");
  }

  private static String digits(String text) {
    return text.matches("[+-]?\\d+(_\\d+)*") ? text.replace("_", "") : text;
  }
}
