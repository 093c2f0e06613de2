package io.flyball.core.bandit.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Epsilon;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.linear.Pending;
import io.flyball.core.bandit.linear.Ridge;
import org.junit.jupiter.api.Test;

class RegressionTest {
  private static final double[] X = {1, .5};

  @Test
  void parametersOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> new AdaGrad(0, .1)).hasMessageContaining("dimension");
    assertThatThrownBy(() -> new AdaGrad(1, 0)).hasMessageContaining("eta");
    assertThatThrownBy(() -> new FtrlLogistic(1, 0, 1, 0, 0)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> new LogisticThompson(1, 0)).hasMessageContaining("lambda");
    assertThatThrownBy(() -> new SquareCb(new AdaGrad(1, .1), -1, .5))
        .hasMessageContaining("scale");
  }

  /** By hand: with gamma 10 and gaps .2 and .1 among three arms, 1/5 and 1/4. */
  @Test
  void inverseGapWeighting() {
    double[] p = {.5, .7, .6};
    SquareCb.inverseGap(10, p, new boolean[] {true, true, true});
    assertThat(p).containsExactly(new double[] {.2, .55, .25}, within(1e-12));
    double[] uniform = {1, 2, 3, 4};
    SquareCb.inverseGap(0, uniform, new boolean[] {true, true, true, true});
    assertThat(uniform).containsExactly(.25, .25, .25, .25);
  }

  /** Three gradients of 0.5 with alpha .1, beta 1, l1 = l2 = .1, by the published recursion. */
  @Test
  void ftrlStepsOfTheKnownAnswer() {
    FtrlLogistic ftrl = new FtrlLogistic(1, .1, 1, .1, .1);
    double[] arm = new double[ftrl.size()];
    double[] w = {0, -0.026490066225165566, -0.05560881442872762};
    double[] z = {.5, 1.0548627234931252, 1.6432354854262763};
    double[] n = {.25, .5, .75};
    for (int i = 0; i < 3; i++) {
      assertThat(ftrl.weight(arm, 0)).isCloseTo(w[i], within(1e-15));
      ftrl.step(arm, 0, .5);
      assertThat(arm[0]).isCloseTo(z[i], within(1e-14));
      assertThat(arm[1]).isCloseTo(n[i], within(1e-15));
    }
  }

  /** Negative control: accumulators lost at a restore let a settled model jump again. */
  @Test
  void ftrlRestoredWithoutItsAccumulatorsForgetsItsStepSize() {
    FtrlLogistic ftrl = new FtrlLogistic(2, .1, 1, 0, 0);
    double[] arm = new double[ftrl.size()];
    for (int i = 0; i < 5000; i++) {
      ftrl.learn(arm, X, new double[0], new double[] {i % 5 == 0 ? 0 : 1}, 1);
    }
    double[] halfRestored = {arm[0], arm[1], 0, 0};
    double kept = ftrl.predict(arm, 0, X);
    double lost = ftrl.predict(halfRestored, 0, X);
    assertThat(kept).isCloseTo(.8, within(.05));
    assertThat(lost).isGreaterThan(.99);
  }

  @Test
  void adaGradTakesStepsOfEtaWhateverTheScale() {
    AdaGrad adaGrad = new AdaGrad(2, .1);
    double[] arm = new double[4];
    adaGrad.learn(arm, new double[] {1000, 0}, new double[0], new double[] {5}, 1);
    assertThat(arm).containsExactly(new double[] {.1, 0, 2.5e7, 0}, within(1e-12));
    assertThat(adaGrad.predict(arm, 0, new double[] {1000, 7})).isCloseTo(100, within(1e-12));
  }

  @Test
  void squareCbOnRidgeStartsUniformAndLeansToTheBetterArm() {
    Learner learner = new Learner(new SquareCb(new Ridge(2, 1, Pending.AT_REWARD, 1), 10, .5));
    Question ask = learner.question(X, "a", "b");
    assertThat(learner.propensities(ask)).containsExactly(.5, .5);
    for (int i = 0; i < 50; i++) {
      learner.learn(learner.decided(ask, i % 2, .5), i % 2);
    }
    assertThat(learner.propensities(ask)[1]).isGreaterThan(.9);
  }

  @Test
  void aStochasticGradientCannotBeTakenBack() {
    Learner learner = new Learner(new Greedy(new AdaGrad(2, .1), Epsilon.fixed(.1)));
    AssignedArm taken = learner.decided(learner.question(X, "a"), 0, 1);
    learner.learn(taken, 0);
    assertThat(learner.policy().revisable()).isFalse();
    assertThatThrownBy(() -> learner.revise(taken, new double[] {0}, new double[] {1}, 1))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("adagrad");
  }

  /** The mode of one example solves m = a x/q with a = r - sigmoid(x'm). */
  @Test
  void logisticThompsonMovesToTheModeOfThePosterior() {
    Learner learner = new Learner(new LogisticThompson(2, 2));
    AssignedArm taken = learner.decided(learner.question(X, "a"), 0, 1);
    learner.learn(taken, 1);
    double[] s = learner.model().arm("a").state();
    double p = 1 / (1 + Math.exp(-(s[0] * X[0] + s[1] * X[1])));
    assertThat(s[0]).isCloseTo((1 - p) * X[0] / 2, within(1e-12));
    assertThat(s[1]).isCloseTo((1 - p) * X[1] / 2, within(1e-12));
    assertThat(s[2]).isCloseTo(2 + p * (1 - p), within(1e-12));
    assertThat(s[3]).isCloseTo(2 + .25 * p * (1 - p), within(1e-12));
    assertThatThrownBy(() -> learner.learn(taken, 2)).hasMessageContaining("[0.0, 1.0]");
  }

  @Test
  void logisticThompsonSettlesOnTheBetterArm() {
    Learner learner = new Learner(new LogisticThompson(2, 1));
    Question ask = learner.question(X, "bad", "good");
    for (int i = 0; i < 300; i++) {
      learner.learn(learner.decided(ask, i % 2, .5), i % 2 == 0 || i % 6 == 1 ? 0 : 1);
    }
    assertThat(learner.propensities(ask)[1]).isGreaterThan(.99);
  }
}
