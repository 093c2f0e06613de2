package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.ObservingPolicy;
import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.bandit.join.Received;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.PolicyHead.Count;
import io.flyball.core.record.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rewards of all arms of a decision, for policies that learn from those alone. The first
 * observation resolves its decision with the reward of the arm shown; the policy learns from it
 * where it had asked for it.
 */
final class Observations {
  private final ServingContext desk;

  Observations(ServingContext desk) {
    this.desk = desk;
  }

  /** The flags of a decision that was just made; to be called once the policy has noted it. */
  static int flags(LoadedPolicy work, Mode mode) {
    if (!(work.learner.policy() instanceof ObservingPolicy policy)) {
      return 0;
    }
    boolean wanted = mode.learns() && policy.observes(work.model().shared());
    return OpenDecision.OBSERVES | (wanted ? OpenDecision.WANTED : 0);
  }

  /**
   * Refuses what an observing policy could not use: its guarantee holds for arms that it chose
   * itself, each round counting once.
   */
  static void requireOwnChoice(DecisionRequest request, LoadedPolicy work, Mode mode) {
    if (!(work.learner.policy() instanceof ObservingPolicy)) {
      return;
    }
    String unusable =
        request.forcedArm() != null
            ? "forcedArm"
            : request.loggedArm() != null
                ? "loggedArm"
                : request.deferred() ? "deferred" : request.importance() != 1 ? "importance" : null;
    if (unusable != null) {
      throw new IllegalArgumentException(
          "'"
              + work.head.algorithm()
              + "' chooses every arm itself and counts every round once: leave out "
              + unusable);
    }
    if (mode == Mode.SHADOW) {
      throw new IllegalArgumentException(
          "'"
              + work.head.algorithm()
              + "' learns from its own choices alone: give bandit.mode=online, or logging-only to"
              + " serve the baseline");
    }
  }

  /** Refuses a reward of the shown arm alone. */
  void refuseSingle() {
    desk.refuse(
        Reason.MODEL_MISMATCH,
        "decisionId",
        "the policy learns from the rewards of all arms: send BanditObservations with one for"
            + " each arm of the decision");
  }

  /**
   * Whether an observation may resolve its decision; otherwise it is refused, or counted as a copy.
   */
  boolean admits(HeldReward held, OpenDecision open) {
    Reward observed = held.reward();
    if (!open.is(OpenDecision.OBSERVES)) {
      desk.refuse(
          Reason.MODEL_MISMATCH,
          "rewards",
          "the policy learns from the reward of the shown arm: send a Reward, or give"
              + " bandit.algorithm=budgeted-hedge");
    } else if (open.rewards().length > 0) {
      again(observed, open);
    } else if (open.is(OpenDecision.RESOLVED) || held.reaches(open.deadline())) {
      desk.refuse(
          Reason.TOO_LATE, "time", "the window of the decision ended at " + open.deadline());
    } else if (!Arrays.equals(observed.arms(), sorted(open.arms()))) {
      desk.refuse(
          Reason.ARM_MISMATCH,
          "rewards",
          "the rewards are of "
              + String.join(", ", observed.arms())
              + "; the decision needs one for each of "
              + String.join(", ", open.arms()));
    } else {
      return true;
    }
    return false;
  }

  private void again(Reward observed, OpenDecision open) {
    if (Received.named(open.rewards(), observed.id())
        && Arrays.equals(open.learned(), observed.values())) {
      desk.out.count(ServingCount.DUPLICATES, 1);
    } else {
      desk.refuse(
          Reason.DUP_CONFLICT,
          "decisionId",
          "other rewards of decision '"
              + observed.decisionId()
              + "' were observed before, and the first ones count");
    }
  }

  /**
   * Learns an observation that was admitted.
   *
   * @return the decision with the reward of its arm, and with all rewards as learned
   * @throws IllegalArgumentException when the policy refuses a reward; nothing has changed
   */
  OpenDecision learn(LoadedPolicy work, OpenDecision open, Reward observed) {
    double[] lesson = desk.rules.scale().lesson(observed.values());
    for (double one : lesson) {
      if (!(one >= 0 && one <= 1)) {
        throw new IllegalArgumentException(
            "the policy learns rewards from 0 to 1, found "
                + one
                + ": give bandit.reward.range with others");
      }
    }
    boolean current = open.epoch() == work.head.get(Count.EPOCH) && desk.rules.mode().learns();
    if (open.is(OpenDecision.WANTED)
        && current
        && work.learner.policy() instanceof ObservingPolicy policy) {
      List<Arm> known = new ArrayList<>();
      List<Double> rewards = new ArrayList<>();
      for (int i = 0; i < lesson.length; i++) {
        Arm arm = work.model().arm(observed.arms()[i]);
        if (arm != null) {
          known.add(arm);
          rewards.add(lesson[i]);
        }
      }
      work.learner.observe(
          policy,
          known.toArray(Arm[]::new),
          rewards.stream().mapToDouble(Double::doubleValue).toArray());
      work.changed();
    }
    int shown = Arrays.binarySearch(observed.arms(), open.taken().arm());
    return open.withRewards(Received.add(Received.none(), observed.of(shown)))
        .withLearned(observed.values());
  }

  private static String[] sorted(String[] arms) {
    String[] sorted = arms.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
