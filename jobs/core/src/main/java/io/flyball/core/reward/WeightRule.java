package io.flyball.core.reward;

import io.flyball.core.reward.weigh.CovarianceWeights;
import java.io.Serializable;
import java.util.List;

/**
 * Which weights follow the benefit of their components to the primary one, and how.
 *
 * @param primary the component whose mean the weights are to raise; its own weight stays
 * @param auxiliaries components whose weights move, in the order of names; empty for none
 * @param rule how they move
 */
public record WeightRule(String primary, List<String> auxiliaries, CovarianceWeights rule)
    implements Serializable {

  public WeightRule {
    auxiliaries = auxiliaries.stream().sorted().distinct().toList();
    if (auxiliaries.contains(primary)) {
      throw new IllegalArgumentException(
          primary + " is the primary component and cannot be an auxiliary");
    }
  }

  /** Nothing moves. */
  public static WeightRule none() {
    return new WeightRule("", List.of(), new CovarianceWeights(1, 1, 0, 1, 1, 1));
  }

  public boolean isNone() {
    return auxiliaries.isEmpty();
  }
}
