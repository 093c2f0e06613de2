package io.flyball.core.bandit.switching;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;

/** The arm held through a batch: shared state [arm number + 1 | rounds left]. */
final class HeldArm {
  static final int ARM = Shape.OWN_SHARED;
  static final int LEFT = ARM + 1;

  private HeldArm() {}

  /** Position of the arm held among those asked, or -1. */
  static int index(double[] shared, Question question) {
    return index(shared[ARM], question);
  }

  static int index(double numberPlusOne, Question question) {
    for (int i = 0; i < question.arms().length; i++) {
      if (question.arms()[i].number() == numberPlusOne - 1) {
        return i;
      }
    }
    return -1;
  }

  static double left(double[] shared) {
    return shared[LEFT];
  }

  static void goOn(double[] shared) {
    shared[LEFT]--;
  }

  /** Starts a batch of {@code rounds}, the first of which is this decision. */
  static void start(double[] shared, Arm arm, long rounds) {
    shared[ARM] = arm.number() + 1;
    shared[LEFT] = rounds - 1;
  }
}
