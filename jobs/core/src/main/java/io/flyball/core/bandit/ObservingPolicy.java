package io.flyball.core.bandit;

/**
 * A policy that sometimes wants to see the reward of every arm of a round, not only of one shown.
 */
public interface ObservingPolicy extends Policy {

  /** Whether the decision just noted is one whose rewards are all wanted. */
  boolean observes(double[] shared);

  /**
   * Learns the rewards of all arms of the last decision.
   *
   * @param rewards aligned with the question's arms, each in [0, 1]
   */
  void observe(double[] shared, Question question, double[] rewards);
}
