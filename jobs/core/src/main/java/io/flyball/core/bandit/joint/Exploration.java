package io.flyball.core.bandit.joint;

import io.flyball.core.features.ArmVectors;
import io.flyball.core.features.SparseVector;
import java.util.function.Supplier;

/** How a joint policy explores, on the predictions of its regressions. */
public interface Exploration {
  /** Regressions that it keeps. */
  default int learners() {
    return 1;
  }

  /** Numbers of its own for each index. */
  default int table() {
    return 0;
  }

  /** Whether it learns of arms that were not shown. */
  default boolean all() {
    return false;
  }

  /** Whether examples are weighted by the probability of what was shown. */
  default boolean weighted() {
    return true;
  }

  /** Whether every reward must lie in [0, 1]. */
  default boolean unitRewards() {
    return false;
  }

  /** Whether the best arm is shown for certain. */
  default boolean deterministic() {
    return false;
  }

  /**
   * Probability of each arm before any floor.
   *
   * @param x features of the arms
   */
  void propensities(JointState state, ArmVectors x, double[] out);

  /** Fills its numbers in a fresh state. */
  default void start(JointState state) {}

  /** The value by which each arm is judged. */
  default void scores(JointState state, ArmVectors x, double[] out) {
    state.predict(0, x, out);
  }

  /** Takes note of what was shown, where it asks for that. */
  default void decided(JointState state, Supplier<SparseVector> shown) {}

  /** Learns a reward. */
  default void learn(JointState state, JointExample example) {
    state.reduce(0, example, 1);
  }
}
