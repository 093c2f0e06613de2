package io.flyball.core.reward;

import java.util.Map;

/** Keeps what each arm earned in step with the rewards that are made and corrected. */
final class ArmStatistics {
  private static final String REST = "rest";

  private final RewardState state;
  private final int most;

  ArmStatistics(RewardState state, int most) {
    this.state = state;
    this.most = most;
  }

  /** The arm under which a new decision is counted: its own, or the common one of the rest. */
  String enter(String arm) {
    if (state.arms().get(arm) != null) {
      return arm;
    }
    PolicyRewards policy = state.policy().get(RewardState.POLICY);
    if (policy.arms() >= most) {
      return REST;
    }
    state.policy().put(RewardState.POLICY, policy.withArms(policy.arms() + 1));
    return arm;
  }

  /** Decisions of an arm so far. */
  long count(String arm) {
    return of(arm).count();
  }

  /**
   * A reward was made.
   *
   * @param then what entered the weighted sum before
   * @param now what enters it now
   * @param before weighted sum before
   * @param after weighted sum now
   */
  void made(
      String name,
      boolean first,
      Map<String, Double> then,
      Map<String, Double> now,
      double before,
      double after) {
    ArmRewards arm = first ? of(name).counted() : state.arms().get(name);
    if (arm == null) {
      // The policy was forgotten meanwhile.
      return;
    }
    for (Map.Entry<String, Double> input : now.entrySet()) {
      arm = arm.moved(input.getKey(), then.getOrDefault(input.getKey(), 0.0), input.getValue());
    }
    for (Map.Entry<String, Double> input : then.entrySet()) {
      if (!now.containsKey(input.getKey())) {
        arm = arm.moved(input.getKey(), input.getValue(), 0);
      }
    }
    state.arms().put(name, arm.moved(before, after));
  }

  private ArmRewards of(String name) {
    ArmRewards arm = state.arms().get(name);
    return arm == null ? ArmRewards.NONE : arm;
  }
}
