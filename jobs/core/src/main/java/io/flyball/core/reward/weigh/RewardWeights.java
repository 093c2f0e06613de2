package io.flyball.core.reward.weigh;

import io.flyball.core.bandit.Checks;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much each component counts. A component without a weight is kept and counts nothing; a weight
 * whose component is missing from a reward adds nothing.
 *
 * @param byComponent from 0 to {@link Checks#GREATEST}, not all of them 0
 */
public record RewardWeights(SortedMap<String, Double> byComponent) implements Serializable {
  public RewardWeights {
    byComponent = Collections.unmodifiableSortedMap(new TreeMap<>(byComponent));
    double sum = 0;
    for (Map.Entry<String, Double> weight : byComponent.entrySet()) {
      sum += Checks.within("weight of " + weight.getKey(), weight.getValue(), 0, Checks.GREATEST);
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException("at least one weight must be above 0");
    }
  }

  public static RewardWeights of(Map<String, Double> byComponent) {
    return new RewardWeights(new TreeMap<>(byComponent));
  }

  /** Refuses weights of components that nothing produces. */
  public RewardWeights within(Collection<String> known) {
    for (String name : byComponent.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            name + " is no component; known are " + String.join(", ", known));
      }
    }
    return this;
  }

  /** The weight of a component; 0 when it has none. */
  public double of(String component) {
    return byComponent.getOrDefault(component, 0.0);
  }

  /** Weighted sum of the components. Summed in the order of names: the same bits everywhere. */
  public double combine(Map<String, Double> components) {
    double sum = 0;
    for (Map.Entry<String, Double> weight : byComponent.entrySet()) {
      Double value = components.get(weight.getKey());
      sum += value == null ? 0 : weight.getValue() * value;
    }
    return sum;
  }
}
