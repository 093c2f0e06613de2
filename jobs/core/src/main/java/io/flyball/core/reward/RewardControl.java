package io.flyball.core.reward;

import io.flyball.core.record.ControlUpdate;
import io.flyball.core.reward.weigh.RewardWeights;
import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Reads control updates: {@code weights.COMPONENT}, {@code shadow.NAME.COMPONENT}, {@code
 * potentials.SURFACE}, {@code bonus}, {@code group-weights.COMPONENT} and {@code release}. An
 * update replaces the one before it; what it does not name falls back to the configuration. The
 * components of a shadow that it names are all that this shadow weighs.
 *
 * @param configured the rules without control
 * @param components what a weight may name
 */
public record RewardControl(RewardRules configured, SortedSet<String> components)
    implements Serializable {
  private static final String WEIGHTS = "weights.";
  private static final String SHADOW = "shadow.";
  private static final String POTENTIALS = "potentials.";
  private static final String GROUP_WEIGHTS = "group-weights.";
  private static final String BONUS = "bonus";
  private static final String RELEASE = "release";

  /** Whether the operator wants it in force whatever the guard says. */
  public static boolean released(ControlUpdate update) {
    return Boolean.parseBoolean(update.parameters().get(RELEASE));
  }

  /**
   * The rules under an update; the configured ones for null.
   *
   * @throws IllegalArgumentException when a parameter is unknown or not allowed
   */
  public RewardRules apply(ControlUpdate update) {
    if (update == null) {
      return configured;
    }
    SortedMap<String, Double> weights = new TreeMap<>(configured.weights().byComponent());
    Map<String, Double> shadows = new TreeMap<>();
    SortedMap<String, Double> potentials = new TreeMap<>(configured.potentials());
    SortedMap<String, Double> group = new TreeMap<>(configured.groupWeights());
    double bonus = configured.bonus();
    for (Map.Entry<String, String> parameter : update.parameters().entrySet()) {
      String key = parameter.getKey();
      if (key.equals(RELEASE)) {
        flag(parameter.getValue());
      } else if (key.equals(BONUS)) {
        bonus = number(parameter);
      } else if (key.startsWith(GROUP_WEIGHTS)) {
        group.put(key.substring(GROUP_WEIGHTS.length()), number(parameter));
      } else if (key.startsWith(WEIGHTS)) {
        weights.put(key.substring(WEIGHTS.length()), number(parameter));
      } else if (key.startsWith(POTENTIALS)) {
        potentials.put(key.substring(POTENTIALS.length()), number(parameter));
      } else if (key.startsWith(SHADOW)) {
        shadows.put(key.substring(SHADOW.length()), number(parameter));
      } else {
        throw new IllegalArgumentException(
            "unknown parameter "
                + key
                + "; allowed are weights.COMPONENT, shadow.NAME.COMPONENT, potentials.SURFACE,"
                + " bonus, group-weights.COMPONENT and release");
      }
    }
    SortedMap<String, RewardWeights> named = new TreeMap<>(configured.shadows());
    named.putAll(shadows(shadows, components));
    return new RewardRules(update.version(), checked(weights), named, potentials, bonus, group);
  }

  /** Why an update cannot be applied, or null when it can. */
  public String fault(ControlUpdate update) {
    try {
      apply(update);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private RewardWeights checked(Map<String, Double> weights) {
    return RewardWeights.of(weights).within(components);
  }

  /**
   * Shadow weights by name.
   *
   * @param flat weights by {@code NAME.COMPONENT}
   * @param components what may be named
   */
  public static SortedMap<String, RewardWeights> shadows(
      Map<String, Double> flat, SortedSet<String> components) {
    SortedMap<String, SortedMap<String, Double>> byName = new TreeMap<>();
    flat.forEach(
        (key, weight) -> {
          int dot = key.indexOf('.');
          if (dot < 1) {
            throw new IllegalArgumentException(key + " must be NAME.COMPONENT, as in next.rating");
          }
          byName
              .computeIfAbsent(key.substring(0, dot), name -> new TreeMap<>())
              .put(key.substring(dot + 1), weight);
        });
    SortedMap<String, RewardWeights> shadows = new TreeMap<>();
    byName.forEach((name, map) -> shadows.put(name, RewardWeights.of(map).within(components)));
    return shadows;
  }

  private static double number(Map.Entry<String, String> parameter) {
    try {
      return Double.parseDouble(parameter.getValue());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          parameter.getKey() + " is " + parameter.getValue() + "; it must be a number", e);
    }
  }

  private static void flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("release is " + text + "; it must be true or false");
    }
  }
}
