package io.flyball.core.bandit.joint;

import io.flyball.core.bandit.Shape;
import io.flyball.core.features.ArmVectors;
import io.flyball.core.features.SparseVector;

/** A joint policy's regressions in its shared state. */
final class JointState {
  static final int DECISIONS = Shape.OWN_SHARED;
  static final int OFFERED = Shape.OWN_SHARED + 1;
  static final int COLLISIONS = Shape.OWN_SHARED + 2;
  static final int NEW_NAMES = Shape.OWN_SHARED + 3;
  static final int NAMES = Shape.OWN_SHARED + 6;

  private final JointPolicy policy;
  private final double[] shared;

  JointState(JointPolicy policy, double[] shared) {
    this.policy = policy;
    this.shared = shared;
  }

  /** Rewards learned. */
  double learned() {
    return shared[Shape.LEARNED];
  }

  /** Decisions taken. */
  double decided() {
    return shared[Shape.DECIDED];
  }

  /** Predictions for several arms. */
  void predict(int learner, ArmVectors x, double[] out) {
    policy.regression().predict(shared, policy.learner(learner), x, out);
  }

  double sensitivity(SparseVector x) {
    return policy.regression().sensitivity(shared, policy.learner(0), x);
  }

  void learn(int learner, SparseVector x, double y, double h) {
    policy.regression().learn(shared, policy.learner(learner), x, y, h);
  }

  /** The exploration's own number of an index. */
  double own(int index) {
    return shared[policy.table() + index];
  }

  void addOwn(int index, double change) {
    shared[policy.table() + index] += change;
  }

  /** Values of all arms by the reduction's view; the others than the one shown may be estimates. */
  double[] values(JointExample e) {
    double[] y = new double[e.all().size()];
    if (policy.reduction() == Reduction.DR) {
      predict(policy.exploration().learners(), e.all(), y);
      Reduction.doublyRobust(y, e.index(), e.reward(), e.p());
    } else {
      y[e.index()] = e.reward() / e.p();
    }
    return y;
  }

  /** The regression beside learns what the doubly robust values are built on. */
  void learnBeside(JointExample e) {
    if (policy.reduction() == Reduction.DR) {
      learn(policy.exploration().learners(), e.shown(), e.reward(), e.h());
    }
  }

  /**
   * One regression learns a reward as the reduction says.
   *
   * @param times how often
   */
  void reduce(int learner, JointExample e, int times) {
    double p = policy.exploration().weighted() ? e.p() : 1;
    for (int n = 0; n < times; n++) {
      switch (policy.reduction()) {
        case DM -> learn(learner, e.shown(), e.reward(), e.h());
        case MTR ->
            learn(
                learner,
                e.shown(),
                e.reward(),
                e.h() * Reduction.importance(p, shared[DECISIONS], shared[OFFERED]));
        default -> {
          double[] y = values(e);
          for (int j = 0; j < y.length; j++) {
            learn(learner, e.all().of(j), y[j], e.h());
          }
        }
      }
    }
  }
}
