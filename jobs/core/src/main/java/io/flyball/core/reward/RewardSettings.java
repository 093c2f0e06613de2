package io.flyball.core.reward;

import io.flyball.core.reward.guard.NearTies;
import io.flyball.core.reward.guard.ShiftGuard;
import io.flyball.core.reward.score.Range;
import io.flyball.core.reward.score.ReactionModel;
import io.flyball.core.reward.shape.PotentialShaping;
import io.flyball.core.reward.shape.SelfDesignedReward;
import java.io.Serializable;
import java.util.List;

/**
 * What stays as configured.
 *
 * @param open how long after its exposure a reward may change, ms
 * @param forget how long an idle policy is remembered, ms
 * @param range of the scalar
 * @param objectives components that are kept apart for learners of several, in their order
 * @param replace whether hindsight replaces what was said at once, or is added to it
 * @param memory values that a component's scale remembers; 0 to normalise nothing
 * @param shaping discount of the shaping
 * @param guard judges changes
 * @param ties tells near ties, for the verdict
 * @param leastRewards an arm with fewer decisions says nothing about a change
 * @param mostArms arms of a policy that are told apart; the others count as one
 * @param ordered whether rows are taken in event order, because what one earns depends on others
 * @param namesArm whether a reward names the item that was shown as its arm
 * @param weightRule how weights follow their benefit
 * @param reaction predicts a reaction as a component
 * @param design what rewards add to themselves
 */
public record RewardSettings(
    long open,
    long forget,
    Range range,
    List<String> objectives,
    boolean replace,
    double memory,
    PotentialShaping shaping,
    ShiftGuard guard,
    NearTies ties,
    long leastRewards,
    int mostArms,
    boolean ordered,
    boolean namesArm,
    WeightRule weightRule,
    ReactionModel reaction,
    SelfDesignedReward design)
    implements Serializable {

  /** The same with weights that follow their benefit. */
  public RewardSettings with(WeightRule rule) {
    return with(rule, reaction, design);
  }

  /** The same with what predicts a reaction and what is added. */
  public RewardSettings with(ReactionModel nextReaction, SelfDesignedReward nextDesign) {
    return with(weightRule, nextReaction, nextDesign);
  }

  private RewardSettings with(
      WeightRule rule, ReactionModel nextReaction, SelfDesignedReward nextDesign) {
    return new RewardSettings(
        open,
        forget,
        range,
        objectives,
        replace,
        memory,
        shaping,
        guard,
        ties,
        leastRewards,
        mostArms,
        ordered,
        namesArm,
        rule,
        nextReaction,
        nextDesign);
  }
}
