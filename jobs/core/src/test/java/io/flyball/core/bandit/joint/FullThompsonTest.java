package io.flyball.core.bandit.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Model;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.Question;
import io.flyball.core.features.ArmVectors;
import io.flyball.core.features.Interactions;
import io.flyball.core.features.JointFeatures;
import io.flyball.core.features.PackedFeatures;
import io.flyball.core.features.SparseVector;
import org.junit.jupiter.api.Test;

class FullThompsonTest {
  private static final FullThompson FULL = new FullThompson(.25, 2, 10_000, 16);
  private static final JointPolicy POLICY =
      new JointPolicy(
          new JointFeatures(4, Interactions.NONE),
          new SparseCoin(),
          Reduction.MTR,
          FULL,
          0,
          true,
          false);

  private static SparseVector x(double... values) {
    SparseVector x = new SparseVector(values.length);
    for (int i = 0; i < values.length; i++) {
      x.add(i, values[i]);
    }
    return x;
  }

  private static JointState fresh() {
    return new JointState(POLICY, Model.fresh(POLICY).shared());
  }

  private static void learn(JointState state, SparseVector x, double reward, double h) {
    FULL.learn(state, new JointExample(new ArmVectors(x), 0, reward, 1, h));
  }

  @Test
  void withoutRewardsArmsOfEqualLengthAreAlike() {
    double[] p = new double[2];
    FULL.propensities(fresh(), new ArmVectors(x(1, 0), x(0, 1)), p);
    assertThat(p).containsExactly(.5, .5);
  }

  /** lambda = 2 and x = (1,1) of reward 1: A = [[3,1],[1,3]], b = (1,1). */
  @Test
  void probabilitiesOfCorrelatedScores() {
    JointState state = fresh();
    learn(state, x(1, 1), 1, 1);
    double[] two = new double[2];
    FULL.propensities(state, new ArmVectors(x(1, 0), x(.5, .8)), two);
    assertThat(two).containsExactly(new double[] {.324369831404, 1 - .324369831404}, within(1e-11));
    double[] three = new double[3];
    FULL.propensities(state, new ArmVectors(x(1, 0), x(0, 1), x(.5, .8)), three);
    // Four standard errors of so many draws.
    assertThat(three).containsExactly(new double[] {.3243249, .2059386, .4697365}, within(.02));
  }

  @Test
  void anExampleOfWeightTwoIsTwoExamples() {
    JointState once = fresh();
    learn(once, x(1, .5), .8, 2);
    JointState twice = fresh();
    learn(twice, x(1, .5), .8, 1);
    learn(twice, x(1, .5), .8, 1);
    double[] left = new double[1];
    double[] right = new double[1];
    FULL.scores(once, new ArmVectors(x(.3, 2)), left);
    FULL.scores(twice, new ArmVectors(x(.3, 2)), right);
    assertThat(left[0]).isCloseTo(right[0], within(1e-14));
  }

  @Test
  void whatItHasNoDigitsOrNoUseForIsRefused() {
    assertThatThrownBy(() -> PolicyName.parse("thompson-joint:covariance=full", 0, 0, 2, 1))
        .hasMessageContaining("add bits=9 or less");
    assertThatThrownBy(
            () -> PolicyName.parse("thompson-joint:covariance=full,bits=8,update=coin", 0, 0, 2, 1))
        .hasMessageContaining("'update' does nothing beside covariance=full");
    JointState state = fresh();
    assertThatThrownBy(() -> FULL.propensities(state, new ArmVectors(x(1e4)), new double[1]))
        .hasMessageContaining("size up to 1000.0");
    ArmVectors many = new ArmVectors(new SparseVector[257]);
    assertThatThrownBy(() -> FULL.propensities(state, many, new double[257]))
        .hasMessageContaining("up to 256 arms a decision, found 257");
  }

  /** By name, through the learner: the arm whose features earn gets the probability. */
  @Test
  void itFollowsFeaturesOfArmsThatItNeverSaw() {
    Policy policy = PolicyName.parse("thompson-joint:covariance=full,bits=8,floor=0", 0, 0, 2, 1);
    Learner learner = new Learner(policy);
    for (int i = 0; i < 200; i++) {
      Question question = question(learner, "a" + i, "b" + i);
      learner.learn(learner.decided(question, i % 2, .5), i % 2 == 0 ? 1 : 0);
    }
    double[] p = learner.propensities(question(learner, "new", "other"));
    assertThat(p[0]).isGreaterThan(.99);
    assertThat(learner.scores(question(learner, "c", "d"))[0]).isCloseTo(1, within(.05));
  }

  private static Question question(Learner learner, String good, String bad) {
    return learner.question(
        new double[0],
        new String[] {good, bad},
        PackedFeatures.ofArms(new double[][] {{1, 0}, {0, 1}}, new String[] {good, bad}),
        new double[0]);
  }
}
