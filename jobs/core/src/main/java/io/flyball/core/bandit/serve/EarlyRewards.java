package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.join.Reward;
import java.util.Arrays;

/** Rewards that wait: for a decision that they overtook, or for event time to come to theirs. */
final class EarlyRewards {
  private static final int MOST_HELD = 64;
  private static final HeldReward[] NONE = {};

  private final ServingContext desk;

  EarlyRewards(ServingContext desk) {
    this.desk = desk;
  }

  /** Takes a reward without a decision; it is refused where it came too late, or too many wait. */
  void hold(HeldReward held) {
    desk.leave();
    Reward reward = held.reward();
    long until = reward.time() + desk.rules.hold();
    if (until <= desk.out.watermark() || !park(held)) {
      desk.out.refuse(held.letter());
      return;
    }
    desk.out.count(ServingCount.EARLY, 1);
    desk.lookAt(reward.decisionId(), until);
  }

  /**
   * Takes a reward.
   *
   * @return false where too many wait for the same decision
   */
  boolean park(HeldReward held) {
    String id = held.reward().decisionId();
    HeldReward[] before = held(id);
    if (before.length == MOST_HELD) {
      return false;
    }
    HeldReward[] after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = held;
    desk.state.early().put(id, after);
    return true;
  }

  private HeldReward[] held(String id) {
    HeldReward[] held = desk.state.early().get(id);
    return held == null ? NONE : held;
  }

  /** Those that wait for a decision, which wait no more. */
  HeldReward[] take(String id) {
    HeldReward[] held = held(id);
    if (held.length > 0) {
      desk.state.early().remove(id);
    }
    return held;
  }

  /** Refuses those that have waited until a time for nothing. */
  void drop(String id, long time) {
    HeldReward[] held = held(id);
    if (held.length == 0) {
      return;
    }
    HeldReward[] kept = new HeldReward[held.length];
    int count = 0;
    for (HeldReward one : held) {
      if (one.reward().time() + desk.rules.hold() > time) {
        kept[count++] = one;
      } else {
        desk.out.refuse(one.letter());
      }
    }
    if (count == 0) {
      desk.state.early().remove(id);
    } else {
      desk.state.early().put(id, Arrays.copyOf(kept, count));
      // The hold may have grown since their looks were arranged.
      desk.lookAt(id, kept[0].reward().time() + desk.rules.hold());
    }
  }
}
