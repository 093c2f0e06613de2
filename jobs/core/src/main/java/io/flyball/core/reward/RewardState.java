package io.flyball.core.reward;

import io.flyball.core.reward.score.ReactionModel;
import io.flyball.core.reward.shape.SelfDesignedReward;
import io.flyball.core.state.MapStore;
import io.flyball.core.state.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The state of one policy's rewards, or of one reward without a policy.
 *
 * @param policy at most one entry, under {@link #POLICY}
 * @param open rewards that may still change, by decision id
 * @param sessions steps in event order, by session
 * @param arms statistics by surface and arm
 * @param allArms the same, to be walked through
 * @param scales by component
 * @param waiting rows that event time has not reached, by their time
 * @param agenda the decisions that end at a time, as {@link Endings} writes them
 * @param learned at most one entry, under {@link #POLICY}
 * @param reaction at most one entry, under {@link #POLICY}
 * @param designed what rewards add to themselves, by surface
 * @param forget clears policy, arms, scales and what was learned
 */
public record RewardState(
    Store<String, PolicyRewards> policy,
    Store<String, OpenReward> open,
    Store<String, List<SessionStep>> sessions,
    Store<String, ArmRewards> arms,
    Supplier<Iterable<Map.Entry<String, ArmRewards>>> allArms,
    Store<String, Scale> scales,
    Store<Long, List<RewardRow>> waiting,
    Store<Long, String> agenda,
    Store<String, LearnedWeights> learned,
    Store<String, ReactionModel.State> reaction,
    Store<String, SelfDesignedReward.Table> designed,
    Runnable forget) {
  /** The key of the only entry. */
  public static final String POLICY = "";

  /** Of a policy that neither predicts nor designs. */
  public RewardState(
      Store<String, PolicyRewards> policy,
      Store<String, OpenReward> open,
      Store<String, List<SessionStep>> sessions,
      Store<String, ArmRewards> arms,
      Supplier<Iterable<Map.Entry<String, ArmRewards>>> allArms,
      Store<String, Scale> scales,
      Store<Long, List<RewardRow>> waiting,
      Store<Long, String> agenda,
      Store<String, LearnedWeights> learned,
      Runnable forget) {
    this(
        policy,
        open,
        sessions,
        arms,
        allArms,
        scales,
        waiting,
        agenda,
        learned,
        new MapStore<>(new HashMap<>()),
        new MapStore<>(new HashMap<>()),
        forget);
  }
}
