package io.flyball.core.bandit.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinUcbTest {
  private static final double[] PROBE = {.5, .5};

  @Test
  void parametersOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> LinUcb.of(0, 1, 1)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> LinUcb.of(2, 0, 1)).hasMessageContaining("lambda");
    assertThatThrownBy(() -> LinUcb.of(2, 1, -1)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> LinUcb.of(2, 1, Double.NaN)).hasMessageContaining("alpha");
  }

  @ParameterizedTest
  @EnumSource(Pending.class)
  void threeRewardsGiveTheMeanAndWidthComputedByHand(Pending pending) {
    Learner learner = taught(pending, 1);
    // A = [[3,1],[1,3]], theta = (1/4, 1/4), so at (1/2, 1/2): mean 1/4, width sqrt(1/8).
    double score = learner.scores(learner.question(PROBE, "a"))[0];
    assertThat(score).isCloseTo(.25 + .3535533905932738, within(1e-12));
    assertThat(new Learner(new LinUcb(ridge(pending), 0), learner.model()).scores(ask(learner))[0])
        .isCloseTo(.25, within(1e-12));
  }

  @Test
  void theRadiusOfThePaper() {
    assertThat(LinUcb.alphaFor(.05)).isCloseTo(1 + Math.sqrt(Math.log(40) / 2), within(1e-15));
  }

  @Test
  void aPendingDecisionNarrowsTheWidthAndLeavesTheMean() {
    Learner learner = taught(Pending.PREDICTED, 0);
    double mean = learner.scores(ask(learner))[0];
    double wide = new Learner(LinUcb.of(2, 1, 1), learner.model()).scores(ask(learner))[0];
    learner.decided(ask(learner), 0, 1);
    assertThat(learner.scores(ask(learner))[0]).isCloseTo(mean, within(1e-15));
    assertThat(new Learner(LinUcb.of(2, 1, 1), learner.model()).scores(ask(learner))[0])
        .isLessThan(wide - .01);
  }

  @ParameterizedTest
  @EnumSource(Pending.class)
  void anImportanceWeightOfTwoEqualsTheSameExampleTwice(Pending pending) {
    Learner twice = new Learner(new LinUcb(ridge(pending), 1));
    Learner weighted = new Learner(new LinUcb(ridge(pending), 1));
    learn(twice, new double[] {1, 2}, 1, 1);
    learn(twice, new double[] {1, 2}, 1, 1);
    learn(weighted, new double[] {1, 2}, 1, 2);
    assertThat(weighted.scores(ask(weighted)))
        .containsExactly(twice.scores(ask(twice)), within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(Pending.class)
  void aRevisedRewardEqualsOneThatWasRightFromTheStart(Pending pending) {
    Learner right = taught(pending, 1);
    Learner wrong = new Learner(new LinUcb(ridge(pending), 1));
    AssignedArm taken = learn(wrong, new double[] {1, 0}, 7, 1);
    learn(wrong, new double[] {1, 1}, 0, 1);
    learn(wrong, new double[] {0, 1}, 1, 1);
    wrong.revise(taken, new double[] {7}, new double[] {1}, 1);
    assertThat(wrong.scores(ask(wrong))).containsExactly(right.scores(ask(right)), within(1e-12));
  }

  @Test
  void objectivesAreWeightedPerRequestWithoutRetraining() {
    Ridge ridge = new Ridge(2, 1, Pending.PREDICTED, 2);
    Learner learner = new Learner(new LinUcb(ridge, 0));
    for (int i = 0; i < 50; i++) {
      for (String arm : new String[] {"clicks", "sales"}) {
        AssignedArm taken = learner.decided(learner.question(PROBE, arm), 0, 1);
        learner.learn(taken, arm.equals("clicks") ? new double[] {1, 0} : new double[] {0, 1}, 1);
      }
    }
    String[] arms = {"clicks", "sales"};
    double[][] none = {};
    assertThat(learner.decide(learner.question(PROBE, arms, none, new double[] {1, 0}), 0).arm())
        .isEqualTo("clicks");
    assertThat(learner.decide(learner.question(PROBE, arms, none, new double[] {0, 1}), 0).arm())
        .isEqualTo("sales");
    assertThatThrownBy(() -> learner.question(PROBE, arms, none, new double[] {1}))
        .hasMessageContaining("objective weights must have 2 values");
  }

  @Test
  void thetaIsStillTheSolutionAfterThousandsOfMixedUpdates() {
    int d = 21;
    Ridge ridge = new Ridge(d, 1, Pending.PREDICTED, 1);
    double[] arm = new double[ridge.size()];
    ridge.start(arm);
    double[] a = new double[Packed.size(d)];
    double[] b = new double[d];
    Packed.addDiagonal(a, 0, d, 1);
    for (int t = 0; t < 5000; t++) {
      double[] x = InverseTest.context(t);
      double w = t % 3 == 0 ? .5 : 1;
      ridge.learn(arm, x, ridge.decided(arm, x), new double[] {t % 7}, w);
      Packed.decayAdd(a, 0, d, 1, w, x, 0);
      for (int i = 0; i < d; i++) {
        b[i] += w * (t % 7) * x[i];
      }
    }
    double[] theta = new double[d];
    Cholesky.factor(a, 0, d, a, 0);
    Cholesky.solve(a, 0, d, b, theta);
    for (int t = 0; t < 5; t++) {
      double[] x = InverseTest.context(-t);
      assertThat(ridge.predict(arm, 0, x)).isCloseTo(Packed.dot(theta, 0, x, d), within(1e-9));
    }
    assertThat(ridge.repairs(arm)).isZero();
  }

  @Test
  void anArmOfTwentyOneFeaturesFitsIntoTwoKilobytesAndAQuarter() {
    assertThat(LinUcb.of(21, 1, 1).shape().perArm() * Double.BYTES).isLessThanOrEqualTo(2300);
  }

  private static Ridge ridge(Pending pending) {
    return new Ridge(2, 1, pending, 1);
  }

  private static Learner taught(Pending pending, double alpha) {
    Learner learner = new Learner(new LinUcb(ridge(pending), alpha));
    learn(learner, new double[] {1, 0}, 1, 1);
    learn(learner, new double[] {1, 1}, 0, 1);
    learn(learner, new double[] {0, 1}, 1, 1);
    return learner;
  }

  private static AssignedArm learn(Learner learner, double[] x, double reward, double weight) {
    AssignedArm taken = learner.decided(learner.question(x, "a"), 0, 1);
    learner.learn(taken, new double[] {reward}, weight);
    return taken;
  }

  private static Question ask(Learner learner) {
    return learner.question(PROBE, "a");
  }
}
