package io.flyball.tools.reward;

import io.flyball.core.record.ControlUpdate;
import io.flyball.core.reward.RewardControl;
import io.flyball.core.reward.RewardRules;
import io.flyball.core.reward.weigh.RewardWeights;
import io.flyball.schemas.Reward;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One revision of a reward, taken apart.
 *
 * @param reward as it was written
 * @param weights that made it; empty when nobody knows them any more
 * @param from where the weights come from, for a person
 * @param sum of weight times component
 */
public record Explanation(Reward reward, Map<String, Double> weights, String from, double sum) {
  private static final double ROUNDING = 1e-9;
  private static final String OF_GROUP = "reward/group/";

  /**
   * Takes a reward apart.
   *
   * @param control reads updates against the configuration
   * @param updates known updates, by version, of the reward's policy or of all
   */
  public static Explanation of(
      Reward reward, RewardControl control, Map<Long, ControlUpdate> updates) {
    long version = reward.getWeightsVersion();
    ControlUpdate update = updates.get(version);
    Map<String, Double> components = new TreeMap<>(reward.getComponents());
    if (version != 0 && update == null) {
      return new Explanation(
          reward,
          Map.of(),
          String.format(Locale.ROOT, "control version %d, which is not at hand", version),
          0);
    }
    RewardRules rules = control.apply(update);
    Map<String, Double> weights = weights(reward, components, rules);
    double sum = weights.isEmpty() ? 0 : RewardWeights.of(weights).combine(components);
    String from = update == null ? "the configuration" : "control version " + version;
    return new Explanation(reward, weights, from, sum);
  }

  private static Map<String, Double> weights(
      Reward reward, Map<String, Double> components, RewardRules rules) {
    if (!reward.getId().startsWith(OF_GROUP)) {
      return rules.weights().byComponent();
    }
    if (!rules.groupWeights().isEmpty()) {
      return rules.groupWeights();
    }
    Map<String, Double> mean = new TreeMap<>();
    components.keySet().forEach(name -> mean.put(name, 1.0 / components.size()));
    return mean;
  }

  /** Whether weights, components and adjustments give the value. */
  boolean addsUp() {
    double total = sum;
    for (double adjustment : reward.getAdjustments().values()) {
      total += adjustment;
    }
    return !weights.isEmpty() && Math.abs(total - reward.getValue()) <= ROUNDING;
  }

  /** For programs. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", reward.getId());
    map.put("revision", reward.getRevision());
    map.put("corrects", reward.getCorrects());
    map.put("time", reward.getTime().toString());
    map.put("value", reward.getValue());
    map.put("components", new TreeMap<>(reward.getComponents()));
    map.put("weights", weights);
    map.put("weightsVersion", reward.getWeightsVersion());
    map.put("adjustments", new TreeMap<>(reward.getAdjustments()));
    map.put("addsUp", addsUp());
    map.put("shadow", new TreeMap<>(reward.getShadow()));
    map.put("evidence", List.copyOf(reward.getEvidence()));
    return map;
  }

  /** For a person: the terms of the sum, line by line. */
  public String asText() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "revision %d  %s  value %s%s%n",
            reward.getRevision(),
            reward.getTime(),
            number(reward.getValue()),
            reward.getCorrects() == null ? "" : "  replaces " + reward.getCorrects()));
    new TreeMap<>(reward.getComponents())
        .forEach(
            (name, value) -> {
              Double weight = weights.get(name);
              text.append(
                  weights.isEmpty()
                      ? String.format(Locale.ROOT, "  %-18s %8s%n", name, number(value))
                      : weight == null
                          ? String.format(
                              Locale.ROOT,
                              "  %-18s %8s, which has no weight%n",
                              name,
                              number(value))
                          : String.format(
                              Locale.ROOT,
                              "  %-18s %8s x %-6s %10s%n",
                              name,
                              number(value),
                              number(weight),
                              number(weight * value)));
            });
    new TreeMap<>(reward.getAdjustments())
        .forEach(
            (name, value) ->
                text.append(String.format(Locale.ROOT, "  %-37s%10s%n", name, number(value))));
    if (!weights.isEmpty()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-37s%10s%n",
              addsUp() ? "sum" : "does not add up to",
              number(reward.getValue())));
    }
    text.append(String.format(Locale.ROOT, "  weights of %s%n", from));
    new TreeMap<>(reward.getShadow())
        .forEach(
            (name, value) ->
                text.append(String.format(Locale.ROOT, "  under %s: %s%n", name, number(value))));
    text.append(
        String.format(Locale.ROOT, "  made from %s%n", String.join(", ", reward.getEvidence())));
    return text.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value).replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
