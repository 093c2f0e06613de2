package io.flyball.jobs.runtime.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One key of the configuration.
 *
 * @param path dotted path
 * @param key its annotation
 * @param shape whether it takes one value, at most one, many, or many by name
 * @param name type of a map's names, otherwise null
 * @param type type of the value or of each element
 * @param reader from the root record to what stands in the key
 */
record Leaf(
    String path,
    Key key,
    Shape shape,
    ValueType name,
    ValueType type,
    Function<Object, Object> reader) {

  enum Shape {
    ONE,
    OPTIONAL,
    LIST,
    MAP
  }

  static Leaf of(String path, RecordComponent component, Function<Object, Object> reader) {
    Key key = component.getAnnotation(Key.class);
    if (key == null) {
      throw new IllegalStateException(path + " carries no @Key");
    }
    if (!(component.getGenericType() instanceof ParameterizedType generic)) {
      return new Leaf(path, key, Shape.ONE, null, ValueType.of(component.getType(), key), reader);
    }
    Type[] arguments = generic.getActualTypeArguments();
    ValueType last = ValueType.of((Class<?>) arguments[arguments.length - 1], key);
    if (component.getType() == Optional.class) {
      return new Leaf(path, key, Shape.OPTIONAL, null, last, reader);
    }
    if (component.getType() == List.class) {
      return new Leaf(path, key, Shape.LIST, null, last, reader);
    }
    if (component.getType() == Map.class) {
      ValueType name = ValueType.of((Class<?>) arguments[0], key);
      return new Leaf(path, key, Shape.MAP, name, last, reader);
    }
    throw new IllegalStateException(path + " has a type that no key can have: " + generic);
  }

  KeyInfo info() {
    String typeName =
        switch (shape) {
          case ONE -> type.name();
          case OPTIONAL -> "optional " + type.name();
          case LIST -> "list of " + type.name();
          case MAP -> "map of " + name.name() + " to " + type.name();
        };
    return new KeyInfo(
        path,
        typeName,
        secret() ? "" : key.value(),
        key.unit(),
        key.meaning(),
        allowed(),
        secret());
  }

  /** Whether the value must never be printed. */
  boolean secret() {
    return type.equals(ValueType.SECRET);
  }

  String allowed() {
    return switch (shape) {
      case ONE -> type.allowed();
      case OPTIONAL -> type.allowed() + ", or nothing";
      case LIST -> "a list, each " + type.allowed();
      case MAP -> "names, each " + name.allowed() + ", with values, each " + type.allowed();
    };
  }

  /** The name of the environment variable that sets this key. */
  String variable() {
    return Settings.VARIABLE_PREFIX
        + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
