package io.flyball.jobs.runtime.config;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Binds a record of sections from defaults, then a YAML file, then environment variables, then
 * {@code key=value} pairs; whatever comes later wins. Entries of a map are merged one by one.
 */
public final class Settings {

  static final String VARIABLE_PREFIX = "FLYBALL_";

  /** Variables that speak to the launcher and are no keys. */
  private static final Set<String> LAUNCHER_VARIABLES = Set.of("FLYBALL_HOME", "FLYBALL_JAVA_OPTS");

  private Settings() {}

  /**
   * Reads the configuration.
   *
   * @param root a record whose components carry {@link Key} or are sections
   * @param file the YAML file, if any
   * @param env environment variables; {@code FLYBALL_FEEDBACK_OUT_OF_ORDERNESS} sets {@code
   *     feedback.out-of-orderness}
   * @param sets pairs such as {@code feedback.windows.CLICK=10 min}; the last of a key wins
   * @throws ConfigException naming every fault
   */
  public static <R> R load(
      Class<R> root, Optional<Path> file, Map<String, String> env, List<String> sets) {
    return load(root, List.of(), file, env, sets);
  }

  /**
   * The same with other defaults than those of the keys.
   *
   * @param defaults pairs that everything else overrides
   */
  public static <R> R load(
      Class<R> root,
      List<String> defaults,
      Optional<Path> file,
      Map<String, String> env,
      List<String> sets) {
    Schema schema = Schema.of(root);
    Choices choices = new Choices(schema);
    defaults.forEach(pair -> pair(choices, pair));
    choices.nextLayer();
    file.ifPresent(path -> YamlFile.read(path, choices::setOnce));
    choices.nextLayer();
    new TreeMap<>(env).forEach((name, value) -> variable(schema, choices, name, value));
    sets.forEach(pair -> pair(choices, pair));
    Optional<R> bound = new Binder(schema, choices, env).bind(root, "");
    if (!choices.faults.isEmpty()) {
      throw new ConfigException(choices.faults);
    }
    return bound.orElseThrow();
  }

  /** Every key of the root record, in its order. */
  public static List<KeyInfo> describe(Class<?> root) {
    return Schema.of(root).leaves().values().stream().map(Leaf::info).toList();
  }

  /** The effective value of every key as text, by dotted path; a map gives one row per entry. */
  public static Map<String, String> values(Record config) {
    Map<String, String> texts = new LinkedHashMap<>();
    Schema.of(config.getClass())
        .leaves()
        .values()
        .forEach(leaf -> row(texts, leaf, leaf.reader().apply(config)));
    return texts;
  }

  private static void row(Map<String, String> texts, Leaf leaf, Object value) {
    if (leaf.secret()) {
      texts.put(leaf.path(), Secret.HIDDEN);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, entry) ->
              texts.put(leaf.path() + "." + ValueType.display(name), ValueType.display(entry)));
    } else if (value instanceof Collection<?> list) {
      texts.put(leaf.path(), SettingsYaml.sequence(leaf.type(), list));
    } else if (value instanceof Optional<?> optional) {
      texts.put(leaf.path(), optional.map(ValueType::display).orElse(""));
    } else {
      texts.put(leaf.path(), ValueType.display(value));
    }
  }

  private static void variable(Schema schema, Choices choices, String name, String value) {
    if (!name.startsWith(VARIABLE_PREFIX) || LAUNCHER_VARIABLES.contains(name)) {
      return;
    }
    Given given = Given.text(value, "environment variable " + name);
    for (Leaf leaf : schema.leaves().values()) {
      if (name.equals(leaf.variable())) {
        choices.set(leaf.path(), given);
        return;
      }
    }
    for (Leaf leaf : schema.leaves().values()) {
      if (leaf.shape() == Leaf.Shape.MAP && name.startsWith(leaf.variable() + "_")) {
        String entry = name.substring(leaf.variable().length() + 1);
        // A variable cannot spell dots; client properties are lower case with dots.
        boolean text = leaf.name().quoted();
        choices.set(
            leaf.path() + "." + (text ? entry.toLowerCase(Locale.ROOT).replace('_', '.') : entry),
            given);
        return;
      }
    }
    choices.unknown(
        name,
        Given.text(value, "environment"),
        schema.leaves().values().stream().map(Leaf::variable).toList());
  }

  private static void pair(Choices choices, String pair) {
    int equals = pair.indexOf('=');
    if (equals <= 0) {
      choices.fault("", "--set " + pair, "must be written key=value");
      return;
    }
    choices.set(pair.substring(0, equals).strip(), Given.text(pair.substring(equals + 1), "--set"));
  }
}
