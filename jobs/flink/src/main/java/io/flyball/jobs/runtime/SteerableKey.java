package io.flyball.jobs.runtime;

import io.flyball.jobs.runtime.config.KeyInfo;
import io.flyball.jobs.runtime.config.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One parameter that a control update may name.
 *
 * @param key as an update names it; with a placeholder such as {@code windows.<NAME>} it stands for
 *     every key that begins so
 * @param type what kind of value it takes
 * @param defaultText the default, empty where there is none
 * @param configured what the configuration sets, empty where it sets nothing
 * @param unit unit of a number, or empty
 * @param allowed which values are accepted
 * @param meaning one sentence
 * @param once whether it is done when the update is applied, so that nothing takes it back
 */
public record SteerableKey(
    String key,
    String type,
    String defaultText,
    String configured,
    String unit,
    String allowed,
    String meaning,
    boolean once) {
  private static final String PLACEHOLDER = "<NAME>";

  /** A parameter that is no key of the configuration. */
  public static SteerableKey of(String key, String type, String allowed, String meaning) {
    return new SteerableKey(key, type, "", "", "", allowed, meaning, false);
  }

  /** What is done once. */
  public static SteerableKey once(String key, String type, String allowed, String meaning) {
    return new SteerableKey(key, type, "", "", "", allowed, meaning, true);
  }

  /** Whether it stands for every key that begins as it does. */
  public boolean isPattern() {
    return key.indexOf('<') >= 0;
  }

  /** Whether a parameter of this name is this one. */
  public boolean matches(String parameter) {
    return isPattern()
        ? parameter.startsWith(key.substring(0, key.indexOf('<')))
        : parameter.equals(key);
  }

  /** One of the keys that a placeholder stands for. */
  public SteerableKey named(String name) {
    return new SteerableKey(name, type, defaultText, configured, unit, allowed, meaning, once);
  }

  /**
   * The keys of a configuration that may be steered. A map gives a key for each of its entries, and
   * one with a placeholder for further ones.
   *
   * @param configured the configuration in force
   * @param name from the dotted path of a key to what an update names it; null where it is fixed
   */
  public static List<SteerableKey> of(Record configured, Function<String, String> name) {
    Map<String, String> values = Settings.values(configured);
    Map<String, String> defaults =
        Settings.values(
            Settings.load(configured.getClass(), Optional.empty(), Map.of(), List.of()));
    List<SteerableKey> keys = new ArrayList<>();
    for (KeyInfo info : Settings.describe(configured.getClass())) {
      String key = name.apply(info.path());
      if (key != null && info.type().startsWith("map of ")) {
        entries(info, key, values, defaults, keys);
      } else if (key != null) {
        keys.add(key(info, key, info.type(), value(defaults, info), value(values, info)));
      }
    }
    return List.copyOf(keys);
  }

  private static String value(Map<String, String> values, KeyInfo info) {
    return values.getOrDefault(info.path(), "");
  }

  private static void entries(
      KeyInfo info,
      String key,
      Map<String, String> values,
      Map<String, String> defaults,
      List<SteerableKey> keys) {
    String type = info.type().substring(info.type().indexOf(" to ") + " to ".length());
    String prefix = info.path() + ".";
    Map<String, String> all = new LinkedHashMap<>(defaults);
    all.putAll(values);
    for (String path : all.keySet()) {
      if (path.startsWith(prefix)) {
        String entry = key + "." + path.substring(prefix.length());
        keys.add(
            key(info, entry, type, defaults.getOrDefault(path, ""), values.getOrDefault(path, "")));
      }
    }
    keys.add(key(info, key + "." + PLACEHOLDER, type, "", ""));
  }

  private static SteerableKey key(
      KeyInfo info, String key, String type, String defaultText, String configured) {
    return new SteerableKey(
        key, type, defaultText, configured, info.unit(), info.allowed(), info.meaning(), false);
  }
}
