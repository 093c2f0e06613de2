package io.flyball.core.bandit.arms;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;

/**
 * Softmax on preferences that follow the policy gradient (Williams 1992), each reward of a group
 * judged by the mean of the others: h_a += eta sum_i A_i ([a_i = a] - pi_a) with the leave-one-out
 * advantages A_i of {@link io.flyball.core.bandit.guide.LeaveOneOut}. The advantages sum to 0, so
 * of one pi the term with pi vanishes, and what an arm gains is eta n/(n-1) (S_a - n_a S/n) with
 * n_a and S_a the number and sum of its rewards among the n of sum S: no reward has to be kept.
 *
 * <p>Rewards of any scale; eta is per unit of reward. A group is settled at the first decision
 * after it is full; an arm that is not eligible then is judged with a later group. Rewards that
 * come late belong to the policy that decided them, which the gradient takes for the present one:
 * groups should be long beside the delay. Arm layout: [h | n_a | S_a]; shared: [n | S]. Cost: O(K)
 * to decide, O(1) to learn.
 *
 * @param eta step size, above 0
 * @param group rewards in a group, at least 2
 * @param floor share of uniform play, in [0, 1]
 */
public record GradientBandit(double eta, int group, double floor) implements Policy {
  private static final Shape SHAPE = Shape.of("preferences", 0, 0, 2, 3);
  private static final int ALL = Shape.OWN_SHARED;
  private static final int SUM = ALL + 1;

  public GradientBandit {
    Checks.positive("eta", eta);
    Checks.within("floor", floor, 0, 1);
    if (group < 2) {
      throw new IllegalArgumentException("a group needs at least 2 rewards, found " + group);
    }
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    for (int i = 0; i < out.length; i++) {
      double[] s = question.arms()[i].state();
      out[i] = s[0] + (shared[ALL] >= group ? gain(shared, s) : 0);
    }
  }

  private double gain(double[] shared, double[] s) {
    double n = shared[ALL];
    return eta * n / (n - 1) * (s[2] - s[1] * shared[SUM] / n);
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    scores(shared, question, out);
    Pick.softmax(1, floor, out);
  }

  @Override
  public double[] decided(double[] shared, Question question, int choice) {
    if (shared[ALL] >= group) {
      for (Arm arm : question.arms()) {
        double[] s = arm.state();
        s[0] += gain(shared, s);
        s[1] = 0;
        s[2] = 0;
      }
      shared[ALL] = 0;
      shared[SUM] = 0;
    }
    return new double[0];
  }

  @Override
  public void learn(double[] shared, Arm arm, AssignedArm taken, double[] reward, double weight) {
    double[] s = arm.state();
    s[1] += weight;
    s[2] += weight * reward[0];
    shared[ALL] += weight;
    shared[SUM] += weight * reward[0];
  }
}
