package io.flyball.jobs.runtime.config;

import io.flyball.jobs.runtime.config.ConfigException.Fault;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns choices into records. A fault is noted and binding goes on, so that one run finds all. */
final class Binder {

  private final Schema schema;
  private final Choices choices;
  private final Map<String, String> env;

  Binder(Schema schema, Choices choices, Map<String, String> env) {
    this.schema = schema;
    this.choices = choices;
    this.env = env;
  }

  /** The bound record; empty when a fault was noted. */
  <R> Optional<R> bind(Class<R> section, String prefix) {
    RecordComponent[] components = section.getRecordComponents();
    List<Object> arguments = new ArrayList<>();
    int before = choices.faults.size();
    for (RecordComponent component : components) {
      arguments.add(
          component.getType().isRecord()
              ? bind(component.getType(), Schema.within(prefix, component)).orElse(null)
              : value(schema.leaves().get(prefix + Schema.kebab(component.getName()))));
    }
    return choices.faults.size() > before
        ? Optional.empty()
        : construct(section, components, arguments, prefix);
  }

  private Object value(Leaf leaf) {
    return switch (leaf.shape()) {
      case ONE -> scalar(leaf, leaf.path(), choices.value(leaf));
      case OPTIONAL -> {
        Given given = choices.value(leaf);
        boolean absent =
            given.elements() == null && (given.text() == null || given.text().isEmpty());
        yield absent ? Optional.empty() : Optional.ofNullable(scalar(leaf, leaf.path(), given));
      }
      case LIST -> list(leaf, choices.value(leaf));
      case MAP -> map(leaf, choices.entries(leaf));
    };
  }

  private Object scalar(Leaf leaf, String path, Given given) {
    if (leaf.secret() && given.text() != null) {
      return secret(path, given);
    }
    try {
      if (given.text() != null) {
        return leaf.type().parse(given.text());
      }
    } catch (IllegalArgumentException e) {
      // The sentence below says what is allowed, which covers every reason.
    }
    refuse(leaf, path, given, leaf.type().allowed());
    return null;
  }

  private Secret secret(String path, Given given) {
    try {
      return Secret.resolve(given.text(), env);
    } catch (IllegalArgumentException e) {
      choices.fault(path, given.origin(), e.getMessage());
      return null;
    }
  }

  private Object list(Leaf leaf, Given given) {
    List<Object> values = new ArrayList<>();
    try {
      for (String element : given.list()) {
        values.add(leaf.type().parse(element));
      }
      return List.copyOf(values);
    } catch (IllegalArgumentException | NullPointerException e) {
      refuse(leaf, leaf.path(), given, leaf.allowed());
      return null;
    }
  }

  /** Sorted and serializable: a configuration travels with its operators. */
  private Object map(Leaf leaf, Map<String, Given> entries) {
    SortedMap<Object, Object> values = new TreeMap<>();
    entries.forEach(
        (name, given) -> {
          Object value = scalar(leaf, leaf.path() + "." + name, given);
          if (value != null) {
            values.put(leaf.name().parse(name), value);
          }
        });
    return Collections.unmodifiableSortedMap(values);
  }

  private void refuse(Leaf leaf, String path, Given given, String allowed) {
    String shown = leaf.secret() ? Secret.HIDDEN : given.display();
    choices.faults.add(new Fault(path, shown, given.origin(), "must be " + allowed));
  }

  private <R> Optional<R> construct(
      Class<R> section, RecordComponent[] components, List<Object> arguments, String prefix) {
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<R> constructor = section.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(arguments.toArray()));
    } catch (InvocationTargetException e) {
      noteRefusal(e.getCause(), prefix);
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot construct " + section, e);
    }
  }

  private void noteRefusal(Throwable cause, String prefix) {
    if (cause instanceof ConfigException refused) {
      for (Fault fault : refused.faults()) {
        choices.faults.add(located(prefix + fault.key(), fault));
      }
    } else if (cause instanceof IllegalArgumentException) {
      String path = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
      choices.faults.add(new Fault(path, null, "", cause.getMessage()));
    } else {
      throw new IllegalStateException("a section's constructor failed", cause);
    }
  }

  private Fault located(String path, Fault fault) {
    Leaf leaf = schema.leaves().get(path);
    Leaf map = schema.mapOf(path).orElse(null);
    Leaf key = leaf != null ? leaf : map;
    if (key == null) {
      return new Fault(path, fault.value(), "", fault.problem());
    }
    Given given =
        leaf != null
            ? choices.value(leaf)
            : choices.entries(map).get(path.substring(map.path().length() + 1));
    return new Fault(
        path,
        key.secret() ? Secret.HIDDEN : fault.value(),
        given == null ? "" : given.origin(),
        fault.problem());
  }
}
