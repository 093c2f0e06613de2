package io.flyball.jobs.runtime.config;

import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All keys of a root record, in the order of its components.
 *
 * @param leaves keys by dotted path
 * @param sections meaning of every section by dotted path
 */
record Schema(Map<String, Leaf> leaves, Map<String, String> sections) {

  private static final ClassValue<Schema> SCHEMAS =
      new ClassValue<>() {
        @Override
        protected Schema computeValue(Class<?> root) {
          Map<String, Leaf> leaves = new LinkedHashMap<>();
          Map<String, String> sections = new LinkedHashMap<>();
          new Schema(leaves, sections).add(root, "", config -> config);
          return new Schema(
              Collections.unmodifiableMap(leaves), Collections.unmodifiableMap(sections));
        }
      };

  static Schema of(Class<?> root) {
    return SCHEMAS.get(root);
  }

  private void add(Class<?> section, String prefix, Function<Object, Object> reader) {
    if (!section.isRecord()) {
      throw new IllegalStateException(section + " is no record");
    }
    for (RecordComponent component : section.getRecordComponents()) {
      String path = prefix + kebab(component.getName());
      Function<Object, Object> inner = reader.andThen(found -> read(component, found));
      if (component.isAnnotationPresent(Inline.class)) {
        add(component.getType(), within(prefix, component), inner);
      } else if (component.getType().isRecord()) {
        Key key = component.getAnnotation(Key.class);
        sections.put(path, key == null ? "" : key.meaning());
        add(component.getType(), within(prefix, component), inner);
      } else {
        leaves.put(path, Leaf.of(path, component, inner));
      }
    }
  }

  /** What the paths of the keys of a component that is a record begin with. */
  static String within(String prefix, RecordComponent component) {
    return component.isAnnotationPresent(Inline.class)
        ? prefix
        : prefix + kebab(component.getName()) + ".";
  }

  private static Object read(RecordComponent component, Object section) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(section);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  /** The map that holds the entry at this path. */
  Optional<Leaf> mapOf(String path) {
    return leaves.values().stream()
        .filter(leaf -> leaf.shape() == Leaf.Shape.MAP && path.startsWith(leaf.path() + "."))
        .findFirst();
  }

  /** {@code outOfOrderness} is {@code out-of-orderness}. */
  static String kebab(String component) {
    return component.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
