package io.flyball.core.bandit.env;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Choice;

/**
 * Whoever plays an environment: a learner in this process ({@link LearnerPlayer}), or one behind a
 * stream. Arms are named by their index: "0", "1", ….
 */
public interface Player {

  /**
   * Decides a round.
   *
   * @param context of the round; may be kept
   * @param features one vector per arm; empty when they have none
   * @param u the uniform draw in [0, 1) of this decision, for players that have none of their own
   */
  Choice decide(long round, double[] context, double[][] features, double u);

  /** Learns the reward of an earlier round; each at most once. */
  void learn(long round, AssignedArm taken, double reward);

  /** Whether the rewards of all arms of the round just decided are wanted. */
  default boolean observes() {
    return false;
  }

  /** Learns the rewards of all arms of the round just decided. */
  default void observe(double[] rewards) {}
}
