package io.flyball.core.reward;

import io.flyball.core.reward.shape.SelfDesignedReward;
import java.util.List;

/**
 * What a policy's rewards add to themselves by {@link SelfDesignedReward}: a state is a surface, an
 * action an item, an episode a session. A decision earns what is known of its surface and item when
 * its first reward is made, and teaches once, when its reward can no longer change, by the
 * discounted plain sums of its session from it on. Arms that are no longer told apart are left out.
 *
 * <p>Cost: a look-up a decision, and one table of a surface written when it ends.
 */
final class DesignedReward {
  private final RewardSettings settings;
  private final RewardState state;

  DesignedReward(RewardSettings settings, RewardState state) {
    this.settings = settings;
    this.state = state;
  }

  boolean isNone() {
    return settings.design().isNone();
  }

  /** What is added to the reward of a new decision. */
  double of(String arm) {
    int end = arm.indexOf('\n');
    if (isNone() || end < 0) {
      return 0;
    }
    return table(arm.substring(0, end)).of(arm.substring(end + 1));
  }

  /** A reward can no longer change; it and what came after it in its session are still there. */
  void ended(OpenReward open) {
    int end = open.arm().indexOf('\n');
    if (isNone() || end < 0) {
      return;
    }
    String surface = open.arm().substring(0, end);
    state
        .designed()
        .put(
            surface,
            settings.design().learn(table(surface), open.arm().substring(end + 1), gain(open)));
  }

  private SelfDesignedReward.Table table(String surface) {
    SelfDesignedReward.Table known = state.designed().get(surface);
    return known == null ? SelfDesignedReward.Table.EMPTY : known;
  }

  /** sum_k gamma^k r_k over the steps from this one on. */
  private double gain(OpenReward open) {
    List<SessionStep> steps =
        open.session().isEmpty() ? null : state.sessions().get(open.session());
    double gain = 0;
    double discount = 1;
    boolean reached = false;
    for (SessionStep step : steps == null ? List.<SessionStep>of() : steps) {
      reached |= step.decisionId().equals(open.entry());
      OpenReward later = reached ? state.open().get(step.decisionId()) : null;
      if (later != null) {
        gain += discount * later.plain();
        discount *= settings.shaping().discount();
      }
    }
    return reached ? gain : open.plain();
  }
}
