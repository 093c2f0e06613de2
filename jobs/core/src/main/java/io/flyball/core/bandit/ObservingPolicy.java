package io.flyball.core.bandit;

/**
 * A policy that sometimes wants to see the reward of every arm of a round, not only of one shown.
 */
public interface ObservingPolicy extends Policy {

  /** Whether the decision just noted is one whose rewards are all wanted. */
  boolean observes(double[] shared);

  /**
   * Learns the rewards of all arms of a decision, the last one or an earlier one.
   *
   * @param rewards aligned with the arms, each in [0, 1]
   */
  void observe(Arm[] arms, double[] rewards);
}
