package io.flyball.core.reward;

import io.flyball.core.bandit.Checks;
import io.flyball.core.reward.weigh.RewardWeights;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What may be steered while rewards are made.
 *
 * @param version of the control update they come from; 0 for the configuration
 * @param weights of the scalar
 * @param shadows weights that run beside and reach nobody, by name
 * @param potentials of states (surfaces), for shaping; 0 for a state of none
 * @param bonus for what was seen rarely, at least 0; 0 for none
 * @param groupWeights of the components of group members; empty for their mean
 */
public record RewardRules(
    long version,
    RewardWeights weights,
    SortedMap<String, RewardWeights> shadows,
    SortedMap<String, Double> potentials,
    double bonus,
    SortedMap<String, Double> groupWeights)
    implements Serializable {

  public RewardRules {
    shadows = Collections.unmodifiableSortedMap(new TreeMap<>(shadows));
    potentials = Collections.unmodifiableSortedMap(new TreeMap<>(potentials));
    groupWeights = Collections.unmodifiableSortedMap(new TreeMap<>(groupWeights));
    for (Map.Entry<String, Double> potential : potentials.entrySet()) {
      Checks.within(
          "potential of " + potential.getKey(),
          potential.getValue(),
          -Checks.GREATEST,
          Checks.GREATEST);
    }
    Checks.within("bonus", bonus, 0, Checks.GREATEST);
    if (!groupWeights.isEmpty()) {
      RewardWeights.of(groupWeights);
    }
  }

  double potential(String state) {
    return potentials.getOrDefault(state, 0.0);
  }
}
