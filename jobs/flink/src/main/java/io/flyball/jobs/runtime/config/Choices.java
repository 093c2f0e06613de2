package io.flyball.jobs.runtime.config;

import io.flyball.jobs.runtime.config.ConfigException.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What was chosen for every key so far; a later layer replaces what an earlier one gave. */
final class Choices {
  private static final Pattern SECRET =
      Pattern.compile("password|secret|token|jaas|credential", Pattern.CASE_INSENSITIVE);

  private final Schema schema;
  private final Map<String, Given> values = new HashMap<>();
  private final Map<String, Map<String, Given>> entries = new HashMap<>();
  private final Set<String> inThisLayer = new HashSet<>();
  final List<Fault> faults = new ArrayList<>();

  Choices(Schema schema) {
    this.schema = schema;
    for (Leaf leaf : schema.leaves().values()) {
      set(leaf.path(), Given.text(leaf.key().value(), "default"));
    }
    nextLayer();
  }

  void nextLayer() {
    inThisLayer.clear();
  }

  Given value(Leaf leaf) {
    return values.get(leaf.path());
  }

  /** The entries of a map by name; empty for a map without any. */
  Map<String, Given> entries(Leaf leaf) {
    return entries.getOrDefault(leaf.path(), Map.of());
  }

  /** Takes a value for a dotted path; a key given twice in one layer is a fault. */
  void setOnce(String path, Given given) {
    if (!inThisLayer.add(path.toLowerCase(Locale.ROOT).replace('-', '_'))) {
      fault(path, given.origin(), "is given twice");
      return;
    }
    set(path, given);
  }

  /** Takes a value for a dotted path. */
  void set(String path, Given given) {
    Leaf leaf = schema.leaves().get(path);
    if (leaf == null) {
      schema.mapOf(path).ifPresentOrElse(map -> entry(map, path, given), () -> other(path, given));
    } else if (leaf.shape() == Leaf.Shape.MAP) {
      wholeMap(leaf, given);
    } else {
      values.put(path, given);
    }
  }

  private void entry(Leaf map, String path, Given given) {
    String name = path.substring(map.path().length() + 1);
    try {
      String canonical = ValueType.display(map.name().parse(name));
      entries.computeIfAbsent(map.path(), any -> new TreeMap<>()).put(canonical, given);
    } catch (IllegalArgumentException e) {
      fault(path, given.origin(), "the name must be " + map.name().allowed());
    }
  }

  private void wholeMap(Leaf map, Given given) {
    if (given.text() == null) {
      fault(map.path(), given.origin(), "must be a mapping of " + map.allowed());
      return;
    }
    for (String pair : given.list()) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        fault(map.path(), given.origin(), "must be written name=value, name=value");
        return;
      }
      Given value = Given.text(pair.substring(equals + 1).strip(), given.origin());
      entry(map, map.path() + "." + pair.substring(0, equals).strip(), value);
    }
  }

  private void other(String path, Given given) {
    if (!schema.sections().containsKey(path)) {
      unknown(path, given, schema.leaves().keySet());
    } else if (given.text() != null || given.elements() != null) {
      fault(path, given.origin(), "is a section and must be a mapping of its keys");
    }
  }

  /** Refuses a name that no key has. Its value is shown unless the name speaks of a secret. */
  void unknown(String name, Given given, Collection<String> known) {
    String advice =
        Nearest.to(name, known)
            .map(near -> "; did you mean " + near + "?")
            .orElse("; ./flyball config show lists the keys");
    boolean hidden = given.text() == null || SECRET.matcher(name).find();
    String value = hidden ? null : '"' + given.text() + '"';
    faults.add(new Fault(name, value, given.origin(), "is no known key" + advice));
  }

  void fault(String path, String origin, String problem) {
    faults.add(new Fault(path, null, origin, problem));
  }
}
