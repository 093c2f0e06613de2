package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.bandit.join.Received;
import io.flyball.core.bandit.join.ReceivedReward;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.Outcome.Status;
import io.flyball.core.bandit.serve.PolicyHead.Count;
import io.flyball.core.record.Reason;

/** Rewards that come after the outcome of their decision was told, or contradict what came. */
final class Corrections {
  private final ServingContext desk;
  private final RewardLearner teaching;
  private final SlateRewards slates;

  Corrections(ServingContext desk, RewardLearner teaching, SlateRewards slates) {
    this.desk = desk;
    this.teaching = teaching;
    this.slates = slates;
  }

  /** A reward for a decision whose outcome was told. */
  void afterwards(Reward reward, OpenDecision open) {
    if (reward.kind() == Reward.Kind.ACTIVATE) {
      late(reward);
      return;
    }
    if (contradicts(reward, open)) {
      return;
    }
    ReceivedReward[] rewards = Received.add(open.rewards(), reward);
    if (rewards == open.rewards()) {
      desk.out.count(ServingCount.DUPLICATES, 1);
      return;
    }
    Policy algorithm = desk.algorithm(desk.state.head().get());
    boolean possible = open.learned() == null || algorithm.revisable();
    if (!desk.rules.corrections() || open.arms().length == 0 || !open.active() || !possible) {
      late(reward);
      return;
    }
    String shown = reward.arm() == null ? open.taken().arm() : reward.arm();
    LoadedPolicy work = desk.load(desk.state.head().get(), arms(open, shown));
    long version = work.head.get(Count.VERSION);
    OpenDecision next;
    try {
      teaching.requireObjectives(work, reward);
      next = teaching.echo(work, open, reward);
      if (next == null) {
        return;
      }
      next = teaching.teach(work, next.withRewards(rewards).withRevision(), true);
    } catch (IllegalArgumentException e) {
      desk.refuse(Reason.OUT_OF_RANGE, "value", e.getMessage());
      return;
    }
    work.save(next.taken().arm());
    desk.state.open().put(reward.decisionId(), next);
    desk.out.count(ServingCount.CORRECTED, 1);
    desk.out.resolved(
        new Outcome(
            slates.told(reward).decisionId(),
            reward.time(),
            desk.policy,
            next,
            Status.REWARDED,
            teaching.known(work, next),
            version));
  }

  /** Whether a reward came before with another value; then it is refused. */
  boolean contradicts(Reward reward, OpenDecision open) {
    boolean contradicts =
        reward.kind() != Reward.Kind.ACTIVATE && Received.contradicts(open.rewards(), reward);
    if (contradicts) {
      desk.refuse(
          Reason.DUP_CONFLICT,
          "id",
          "reward '"
              + reward.id()
              + "' of decision '"
              + slates.told(reward).decisionId()
              + "' came before with another value; a change is a CORRECTION with an id of its own");
    }
    return contradicts;
  }

  /** Nothing can be learned of it any more. */
  void late(Reward reward) {
    desk.out.count(ServingCount.LATE, 1);
    desk.out.late(slates.told(reward));
  }

  /** The arm that was decided, and the one that was shown where that is another. */
  static String[] arms(OpenDecision open, String shown) {
    String decided = open.taken().arm();
    return shown.equals(decided) ? new String[] {shown} : new String[] {decided, shown};
  }
}
