package io.flyball.core.bandit.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Question;
import io.flyball.core.random.Draws;
import org.junit.jupiter.api.Test;

class HybridLinUcbTest {
  private static final double[] NONE = {};

  @Test
  void armsWithoutFeaturesAreRefused() {
    Learner learner = new Learner(new HybridLinUcb(1, 2, 1, 1));
    assertThatThrownBy(() -> learner.question(new double[1], "a"))
        .hasMessageContaining("one feature vector per arm");
    assertThatThrownBy(
            () -> learner.question(new double[1], new String[] {"a"}, new double[][] {{1}}, NONE))
        .hasMessage("arm features must have 2 values, found 1");
    assertThatThrownBy(() -> new HybridLinUcb(0, 1, 1, 1)).hasMessageContaining("at least 1");
  }

  /**
   * The joint ridge regression on (z, x of each arm) has the same solution and the same variance as
   * the paper's block-wise form; here it is solved directly.
   */
  @Test
  void scoresEqualTheJointRegressionOverAllCoefficients() {
    int d = 3;
    int k = 2;
    int all = k + 2 * d;
    Learner learner = new Learner(new HybridLinUcb(d, k, 1.5, .8));
    double[] a = new double[Packed.size(all)];
    double[] b = new double[all];
    Packed.addDiagonal(a, 0, all, 1.5);
    for (int t = 0; t < 60; t++) {
      double w = t % 4 == 0 ? 2.5 : 1;
      Question ask = ask(learner, t);
      int arm = t % 2;
      AssignedArm taken = learner.decided(ask, arm, 1);
      learner.learn(taken, new double[] {t % 3}, w);
      double[] joint = joint(ask, arm, d, k);
      Packed.decayAdd(a, 0, all, 1, w, joint, 0);
      for (int i = 0; i < all; i++) {
        b[i] += w * (t % 3) * joint[i];
      }
    }
    Cholesky.factor(a, 0, all, a, 0);
    double[] theta = new double[all];
    Cholesky.solve(a, 0, all, b, theta);
    Question ask = ask(learner, 1000);
    double[] scores = learner.scores(ask);
    for (int arm = 0; arm < 2; arm++) {
      double[] joint = joint(ask, arm, d, k);
      double width = Math.sqrt(Cholesky.forward(a, 0, all, joint, new double[all]));
      assertThat(scores[arm])
          .isCloseTo(Packed.dot(theta, 0, joint, all) + .8 * width, within(1e-10));
    }
  }

  @Test
  void aPendingDecisionLeavesItsOwnMeanAndARevisedRewardIsExact() {
    Learner learner = new Learner(new HybridLinUcb(3, 2, 1, 0));
    learner.learn(learner.decided(ask(learner, 1), 0, 1), 1);
    double before = learner.scores(ask(learner, 2))[0];
    AssignedArm taken = learner.decided(ask(learner, 2), 0, 1);
    assertThat(learner.scores(ask(learner, 2))[0]).isCloseTo(before, within(1e-12));
    learner.learn(taken, 0);
    learner.revise(taken, new double[] {0}, new double[] {1}, 1);
    Learner direct = new Learner(new HybridLinUcb(3, 2, 1, 0));
    direct.learn(direct.decided(ask(direct, 1), 0, 1), 1);
    direct.learn(direct.decided(ask(direct, 2), 0, 1), 1);
    assertThat(learner.scores(ask(learner, 3)))
        .containsExactly(direct.scores(ask(direct, 3)), within(1e-12));
  }

  private static Question ask(Learner learner, int t) {
    double[] x = new double[3];
    double[][] z = new double[2][2];
    for (int i = 0; i < 3; i++) {
      x[i] = Draws.gaussian(3, t, i);
    }
    for (int i = 0; i < 4; i++) {
      z[i / 2][i % 2] = Draws.gaussian(4, t, i);
    }
    return learner.question(x, new String[] {"a", "b"}, z, NONE);
  }

  private static double[] joint(Question ask, int arm, int d, int k) {
    double[] joint = new double[k + 2 * d];
    System.arraycopy(ask.features(arm), 0, joint, 0, k);
    System.arraycopy(ask.context(), 0, joint, k + arm * d, d);
    return joint;
  }
}
