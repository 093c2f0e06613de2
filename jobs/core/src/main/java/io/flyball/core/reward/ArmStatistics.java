package io.flyball.core.reward;

import java.util.Map;

/** Keeps what each arm earned in step with the rewards that are made and corrected. */
final class ArmStatistics {
  private static final String REST = "rest";

  private final RewardState state;
  private final int most;

  /**
   * One arm.
   *
   * @param name its own, or the common one of the rest
   * @param rewards before the decision at hand; null when the policy was forgotten meanwhile
   */
  record Arm(String name, ArmRewards rewards) {
    /** Of a decision that belongs to no policy. */
    static final Arm NONE = new Arm("", null);
  }

  ArmStatistics(RewardState state, int most) {
    this.state = state;
    this.most = most;
  }

  /** The arm under which a decision was counted. */
  Arm of(String name) {
    return name.isEmpty() ? Arm.NONE : new Arm(name, state.arms().get(name));
  }

  /**
   * The arm under which a new decision is counted.
   *
   * @param arms how many are told apart
   */
  Arm enter(String name, int arms) {
    Arm own = of(name);
    if (own.rewards() != null) {
      return own;
    }
    Arm entered = arms < most ? own : of(REST);
    return entered.rewards() == null ? new Arm(entered.name(), ArmRewards.NONE) : entered;
  }

  /** A reward was made; the arguments are those of {@link ArmRewards#moved}. */
  void made(
      Arm arm,
      boolean first,
      Map<String, Double> then,
      Map<String, Double> now,
      double before,
      double after) {
    if (arm.rewards() != null) {
      ArmRewards counted = first ? arm.rewards().counted() : arm.rewards();
      state.arms().put(arm.name(), counted.moved(then, now, before, after));
    }
  }
}
