package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.bandit.slate.OnlineExamination;
import io.flyball.core.bandit.slate.PositionBasedClicks;

/**
 * Credit by the position-based click model, P(click) = theta_l alpha. A policy that is linear in
 * its inputs learns the click with them scaled by theta_l, for theta_l (x'w) = (theta_l x)'w. Any
 * other learns it with the weight of how probable it is that the position was looked at, given the
 * click, which is the step of expectation maximisation: 1 for a click, else theta
 * (1-alpha)/(1-theta alpha), where alpha is the arm's estimated attraction.
 */
final class Examination {
  private static final String POSITIONS = "";

  /** So that an example that was hardly looked at still counts as learned. */
  private static final double LEAST_WEIGHT = 1e-6;

  private final ServingContext desk;

  Examination(ServingContext desk) {
    this.desk = desk;
  }

  /** Whether the inputs of a policy are scaled. */
  static boolean scales(Policy policy) {
    return !policy.unitRewards() && policy.shape().context() > 0;
  }

  /** A question as a reader sees it who looks with a probability. */
  static Question of(Policy policy, Question question, double examined) {
    if (examined == 1 || !scales(policy)) {
      return question;
    }
    double[][] features = new double[question.features().length][];
    for (int i = 0; i < features.length; i++) {
      features[i] = scaled(question.features()[i], examined);
    }
    return new Question(
        question.arms(), scaled(question.context(), examined), features, question.weights());
  }

  /** What a decision is learned with. */
  static AssignedArm of(Policy policy, OpenDecision open) {
    AssignedArm taken = open.taken();
    double examined = open.place().examined();
    return examined == 1 || !scales(policy)
        ? taken
        : new AssignedArm(
            taken.arm(),
            scaled(taken.context(), examined),
            scaled(taken.features(), examined),
            taken.propensity(),
            taken.note());
  }

  private static double[] scaled(double[] values, double by) {
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= by;
    }
    return scaled;
  }

  /** Probability that a position, from 1, is looked at. */
  double of(int position) {
    ClickModel model = desk.rules.clicks();
    if (!model.estimates()) {
      return model.given(position);
    }
    double[] known = desk.state.clicks().get(POSITIONS);
    return OnlineExamination.theta(
        known == null ? OnlineExamination.positions(1) : known, position);
  }

  /**
   * Takes note of what came of a position.
   *
   * @return the weight with which it is learned
   */
  double settled(Policy policy, OpenDecision open, boolean clicked) {
    if (desk.rules.clicks().kind() != ClickModel.Kind.POSITION_BASED
        || open.place().position() == 0) {
      return 1;
    }
    double[] arm = desk.state.clicks().get(armKey(open.taken().arm()));
    double[] attraction = arm == null ? OnlineExamination.arm() : arm;
    double weight =
        scales(policy)
            ? 1
            : PositionBasedClicks.examined(open.place().examined(), attraction[1], clicked);
    double[] before = desk.state.clicks().get(POSITIONS);
    double[] positions =
        OnlineExamination.grown(
            before == null ? OnlineExamination.positions(1) : before, open.place().of());
    int position = open.place().position();
    OnlineExamination.learn(positions, attraction, position, of(position), clicked);
    desk.state.clicks().put(POSITIONS, positions);
    desk.state.clicks().put(armKey(open.taken().arm()), attraction);
    return Math.max(weight, LEAST_WEIGHT);
  }

  private static String armKey(String arm) {
    return "/" + arm;
  }

  void forget(String arm) {
    desk.state.clicks().remove(armKey(arm));
  }

  /** Forgets the positions; arms are forgotten one by one. */
  void clear() {
    desk.state.clicks().remove(POSITIONS);
  }
}
