package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.PolicyHead.Count;
import io.flyball.core.record.Reason;
import java.util.Arrays;

/** Tells the learner what a decision was worth. */
final class RewardLearner {
  private final ServingContext desk;

  RewardLearner(ServingContext desk) {
    this.desk = desk;
  }

  /** The reward of a decision as far as it is known; null for none. */
  double[] known(LoadedPolicy work, OpenDecision open) {
    if (!open.active() || (open.is(OpenDecision.OBSERVES) && open.rewards().length == 0)) {
      return null;
    }
    if (open.rewards().length == 0 && !work.learner.policy().silenceTeaches()) {
      return null;
    }
    return open.rewards().length > 0
        ? desk.rules.aggregation().of(open.rewards())
        : desk.defaultReward(work.learner.policy().shape().objectives());
  }

  /** What should have been learned by now; null for nothing. */
  private double[] due(LoadedPolicy work, OpenDecision open, boolean over) {
    Learning when = desk.learning(work.learner.policy(), open.place());
    boolean now =
        over
            || when == Learning.ZERO_THEN_EXCHANGE
            || (when == Learning.POSITIVE_ON_ARRIVAL && open.rewards().length > 0);
    return now ? known(work, open) : null;
  }

  /**
   * Brings the learner up to date with a decision.
   *
   * @param over whether no further reward is expected
   * @return the decision with what was learned
   * @throws IllegalArgumentException when the algorithm refuses the reward; nothing has changed
   */
  OpenDecision teach(LoadedPolicy work, OpenDecision open, boolean over) {
    double[] reward = due(work, open, over);
    double[] due = reward == null ? null : desk.rules.scale().lesson(reward);
    if (due == null || Arrays.equals(due, open.learned()) || !desk.rules.mode().learns()) {
      return open;
    }
    AssignedArm taken = Examination.of(work.learner.policy(), open);
    if (!open.is(OpenDecision.TEACHES)
        || open.epoch() != work.head.get(Count.EPOCH)
        || gone(work, open)) {
      return open;
    }
    if (open.learned() == null) {
      work.learner.learn(taken, due, open.importance());
    } else if (work.learner.policy().revisable()) {
      work.learner.revise(taken, open.learned(), due, open.importance());
    } else {
      return open;
    }
    work.changed();
    return open.withLearned(due);
  }

  /** Whether the arm was forgotten since, though another of its name may have come. */
  boolean gone(LoadedPolicy work, OpenDecision open) {
    Arm arm = work.model().arm(open.taken().arm());
    return arm == null || (open.armNumber() >= 0 && arm.number() != open.armNumber());
  }

  /** The importance that a reward brings; only before anything was learned. */
  OpenDecision weigh(OpenDecision open, Reward reward) {
    if (reward.weight() == 1 || open.rewards().length > 0) {
      return open;
    }
    if (open.learned() != null) {
      throw new IllegalArgumentException(
          "weight is "
              + reward.weight()
              + ", but a default of weight 1 was presumed; learning must be AT_EXPIRY to weigh"
              + " rewards");
    }
    return open.withImportance(open.importance() * reward.weight());
  }

  void requireObjectives(LoadedPolicy work, Reward reward) {
    int objectives = work.learner.policy().shape().objectives();
    if (reward.values().length != objectives) {
      throw new IllegalArgumentException(
          "the policy learns "
              + objectives
              + (objectives == 1 ? " value" : " objectives")
              + ", found "
              + reward.values().length);
    }
  }

  /**
   * Believes what the sender of a reward says was shown.
   *
   * @return the decision as it was shown; null when the reward was refused
   */
  OpenDecision echo(LoadedPolicy work, OpenDecision open, Reward reward) {
    String arm = reward.arm() == null ? open.taken().arm() : reward.arm();
    boolean sameArm = arm.equals(open.taken().arm());
    double propensity =
        reward.propensity() != null
            ? reward.propensity()
            : sameArm ? open.taken().propensity() : probability(open, arm);
    if (sameArm && (propensity == open.taken().propensity() || !desk.rules.echo())) {
      return open;
    }
    int index = Arrays.asList(open.arms()).indexOf(arm);
    if (!desk.rules.echo() || index < 0 || !(propensity > 0)) {
      desk.refuse(
          Reason.ARM_MISMATCH,
          "arm",
          "the reward is for arm '"
              + arm
              + "', decided was '"
              + open.taken().arm()
              + "' among "
              + String.join(", ", open.arms()));
      return null;
    }
    desk.out.count(ServingCount.ECHO_REWRITES, 1);
    double[] propensities = restated(open.propensities(), index, propensity);
    if (sameArm) {
      AssignedArm t = open.taken();
      return rewritten(
          open,
          new AssignedArm(arm, t.context(), t.features(), propensity, t.note()),
          propensities);
    }
    AssignedArm taken = retake(work, open, arm, propensity);
    Arm shown = work.model().arm(arm);
    return open.shown(
        taken, shown == null ? -1 : shown.number(), propensities, open.is(OpenDecision.TEACHES));
  }

  /** The probabilities with another one for one arm; the others share the rest as they did. */
  private static double[] restated(double[] before, int index, double propensity) {
    double[] after = new double[before.length];
    double others = 1 - before[index];
    for (int i = 0; i < after.length; i++) {
      double share = others > 0 ? before[i] / others : 1.0 / Math.max(1, after.length - 1);
      after[i] = i == index ? propensity : (1 - propensity) * share;
    }
    return after;
  }

  private static OpenDecision rewritten(
      OpenDecision open, AssignedArm taken, double[] propensities) {
    return open.shown(taken, open.armNumber(), propensities, open.is(OpenDecision.TEACHES))
        .withLearned(open.learned());
  }

  /** The arm that was not shown forgets the decision, or is left as a censored one leaves it. */
  private AssignedArm retake(LoadedPolicy work, OpenDecision open, String arm, double propensity) {
    AssignedArm wrong = open.taken();
    double[] context = wrong.context();
    if (!open.is(OpenDecision.TEACHES)) {
      return new AssignedArm(arm, context, wrong.features(), propensity, AssignedArm.NONE);
    }
    if (work.learner.policy().readsFeatures()) {
      throw new IllegalArgumentException(
          "the features of arm '"
              + arm
              + "' are not kept, so it cannot take the place of the arm"
              + " that was decided");
    }
    Question question = work.learner.question(context, arm);
    AssignedArm taken = work.learner.decided(question, 0, propensity);
    if (!gone(work, open)) {
      work.learner.retract(wrong, open.learned(), open.importance());
      desk.state.arms().put(wrong.arm(), work.model().arm(wrong.arm()));
    }
    work.changed();
    return taken;
  }

  private static double probability(OpenDecision open, String arm) {
    int index = Arrays.asList(open.arms()).indexOf(arm);
    return index < 0 ? 0 : open.propensities()[index];
  }
}
