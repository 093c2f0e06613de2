package io.flyball.core.bandit.arms;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;

/**
 * What the policies on plain counts share: arm layout [decided, observed, sum of rewards], so any
 * of them can follow another on the same model.
 *
 * <p>Rewards lie in [0, 1], unless a policy says otherwise. Decided counts move at the decision,
 * means at the reward. Until an arm has an observation its mean is taken to be that of all observed
 * arms with one failure more; while none has one, the arm decided least often is next. So arms
 * whose rewards never come cannot hold the policy up. Cost: O(K) to decide, O(1) to learn.
 */
interface CountPolicy extends Policy {
  Shape SHAPE = Shape.of("counts", 0, 0, 0, 3);

  int DECIDED = 0;
  int OBSERVED = 1;
  int SUM = 2;

  @Override
  default Shape shape() {
    return SHAPE;
  }

  @Override
  default double[] decided(double[] shared, Question question, int choice) {
    question.arms()[choice].state()[DECIDED]++;
    return new double[0];
  }

  @Override
  default void learn(double[] shared, Arm arm, AssignedArm taken, double[] reward, double weight) {
    double r = checked(reward[0]);
    arm.state()[OBSERVED] += weight;
    arm.state()[SUM] += weight * r;
  }

  @Override
  default boolean unitRewards() {
    return true;
  }

  /** A reward that this policy can learn from. */
  default double checked(double reward) {
    return Checks.within("reward", reward, 0, 1);
  }

  @Override
  default boolean revisable() {
    return true;
  }

  @Override
  default void revise(
      double[] shared, Arm arm, AssignedArm taken, double[] from, double[] to, double weight) {
    arm.state()[SUM] += weight * (checked(to[0]) - from[0]);
  }

  @Override
  default boolean retract(Arm arm, double[] learned, double weight) {
    arm.state()[DECIDED]--;
    if (learned != null) {
      arm.state()[OBSERVED] -= weight;
      arm.state()[SUM] -= weight * learned[0];
    }
    return true;
  }

  @Override
  default boolean additive() {
    return true;
  }

  @Override
  default double[] sums(double[] arm) {
    return arm.clone();
  }

  @Override
  default void load(double[] arm, double[] sums) {
    System.arraycopy(sums, 0, arm, 0, arm.length);
  }

  /**
   * Writes the mean of each arm.
   *
   * @return false when no arm was observed: the scores are then minus the decided counts
   */
  static boolean means(Question question, double[] out) {
    double observed = 0;
    double sum = 0;
    for (Arm arm : question.arms()) {
      observed += arm.state()[OBSERVED];
      sum += arm.state()[SUM];
    }
    for (int i = 0; i < out.length; i++) {
      double[] s = question.arms()[i].state();
      if (observed == 0) {
        out[i] = -s[DECIDED];
      } else {
        out[i] = s[OBSERVED] > 0 ? s[SUM] / s[OBSERVED] : sum / (observed + 1);
      }
    }
    return observed > 0;
  }
}
