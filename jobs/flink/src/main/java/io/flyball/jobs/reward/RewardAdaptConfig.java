package io.flyball.jobs.reward;

import io.flyball.core.reward.WeightRule;
import io.flyball.core.reward.weigh.CovarianceWeights;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** The {@code reward.adapt} section: weights that follow their benefit to one component. */
public record RewardAdaptConfig(
    @Key(
            value = "",
            meaning =
                "Component whose mean the other weights are to raise, such as conversion; empty"
                    + " adapts nothing. Rows then wait for event time.")
        String primary,
    @Key(
            meaning =
                "Components whose weights move; empty for every component under reward.weights but"
                    + " the primary one.")
        List<String> auxiliaries,
    @Key(value = "0.1", min = "1e-9", meaning = "Step of a weight, times covariance/temperature.")
        double rate,
    @Key(value = "0", meaning = "Least weight; below 0 a component may count against.")
        double lowest,
    @Key(value = "2", meaning = "Greatest weight.") double highest,
    @Key(value = "500", min = "1", meaning = "Final rewards that the covariances remember.")
        double memory,
    @Key(value = "500", min = "1", meaning = "Final rewards of a policy between two steps.")
        int every) {

  public RewardAdaptConfig {
    if (!(lowest < highest)) {
      throw new ConfigException(
          "highest", String.valueOf(highest), "above reward.adapt.lowest, which is " + lowest);
    }
    if (!auxiliaries.isEmpty() && (primary.isEmpty() || auxiliaries.contains(primary))) {
      throw new ConfigException(
          "auxiliaries",
          auxiliaries.toString(),
          "other components than reward.adapt.primary, which must be set");
    }
  }

  /** Refuses what the job does not make, and steps of a weight that begins out of bounds. */
  void check(SortedSet<String> known, SortedMap<String, Double> weights) {
    for (String name : auxiliaries) {
      refuseUnknown("auxiliaries", name, known);
    }
    if (primary.isEmpty()) {
      return;
    }
    refuseUnknown("primary", primary, known);
    for (String name : moving(weights)) {
      double weight = weights.getOrDefault(name, 0.0);
      if (weight < lowest || weight > highest) {
        throw new ConfigException(
            "adapt.highest",
            String.valueOf(highest),
            "such that the weight of " + name + ", " + weight + ", lies within the bounds");
      }
    }
  }

  private static void refuseUnknown(String key, String name, SortedSet<String> known) {
    if (!known.contains(name)) {
      throw new ConfigException(
          "adapt." + key, name, "components; known are " + String.join(", ", known));
    }
  }

  private List<String> moving(SortedMap<String, Double> weights) {
    if (!auxiliaries.isEmpty()) {
      return auxiliaries;
    }
    SortedSet<String> others = new TreeSet<>(weights.keySet());
    others.remove(primary);
    return List.copyOf(others);
  }

  WeightRule rule(SortedMap<String, Double> weights, double temperature) {
    return primary.isEmpty()
        ? WeightRule.none()
        : new WeightRule(
            primary,
            moving(weights),
            new CovarianceWeights(rate, temperature, lowest, highest, 1 / memory, every));
  }
}
