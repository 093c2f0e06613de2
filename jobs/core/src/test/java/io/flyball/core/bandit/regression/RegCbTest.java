package io.flyball.core.bandit.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.env.Delay;
import io.flyball.core.bandit.env.LinearEnvironment;
import io.flyball.core.bandit.env.Report;
import io.flyball.core.bandit.env.Simulation;
import io.flyball.core.bandit.linear.Pending;
import io.flyball.core.bandit.linear.Ridge;
import org.junit.jupiter.api.Test;

class RegCbTest {
  private static final int ROUNDS = 20_000;

  @Test
  void aRegressionWithoutSensitivityIsRefusedAtOnce() {
    FtrlLogistic ftrl = new FtrlLogistic(2, .1, 1, 0, 0);
    assertThatThrownBy(() -> new RegCb(ftrl, .1, true)).hasMessageContaining("'ftrl'");
    assertThatThrownBy(() -> new SquareCb(ftrl, 10, .5, .001)).hasMessageContaining("'ftrl'");
    assertThatThrownBy(() -> new RegCb(new AdaGrad(2, .1), 0, true))
        .hasMessageContaining("mellowness");
  }

  /** z^2 (2f - z): 0.375 at z = f/2 with f = 1, and f^3 is room for all of it. */
  @Test
  void theShiftSolvesTheCubicOfThePaper() {
    assertThat(Plausible.shift(1, 0)).isCloseTo(0, within(1e-10));
    assertThat(Plausible.shift(1, .375)).isCloseTo(.5, within(1e-10));
    assertThat(Plausible.shift(2, 2 * 2 * 2)).isEqualTo(2);
    assertThat(Plausible.shift(1, Double.POSITIVE_INFINITY)).isEqualTo(1);
  }

  /** Finite differences of the regression itself. */
  @Test
  void sensitivitiesAreDerivativesOfThePrediction() {
    double[] x = {.4, 1};
    Ridge ridge = new Ridge(2, 1, Pending.AT_REWARD, 1);
    double[] arm = new double[ridge.size()];
    ridge.start(arm);
    ridge.learn(arm, new double[] {1, 1}, new double[0], new double[] {.7}, 1);
    double before = ridge.predict(arm, 0, x);
    double[] after = arm.clone();
    ridge.learn(after, x, new double[0], new double[] {before + .5}, 1e-6);
    assertThat((ridge.predict(after, 0, x) - before) / 1e-6)
        .isCloseTo(ridge.sensitivity(arm, x, .5), within(1e-5));
    AdaGrad gradient = new AdaGrad(2, .1);
    double[] g = {0, 0, 4, 9};
    double moved = .1 * (.2 * .4 / Math.sqrt(4 + .04) + .5 / Math.sqrt(9 + .25));
    assertThat(gradient.sensitivity(g, x, .5)).isCloseTo(moved, within(1e-12));
    gradient.learn(g, x, new double[0], new double[] {.5}, 1);
    assertThat(gradient.predict(g, 0, x)).isCloseTo(moved, within(1e-12));
  }

  @Test
  void everyArmSurvivesAtFirstAndAClearlyWorseOneDoesNot() {
    Learner learner = new Learner(new RegCb(ridge(2), .1, false));
    Question ask = learner.question(new double[] {1, 1}, "bad", "good", "new");
    assertThat(learner.propensities(ask)).containsOnly(1.0 / 3);
    AssignedArm bad = learner.decided(ask, 0, 1);
    AssignedArm good = learner.decided(ask, 1, 1);
    for (int i = 0; i < 200; i++) {
      learner.learn(bad, 0);
      learner.learn(good, 1);
    }
    assertThat(learner.propensities(ask)).containsExactly(0, .5, .5);
    Learner optimist = new Learner(new RegCb(ridge(2), .1, true), learner.model());
    assertThat(optimist.scores(ask)[0]).isLessThan(.5);
    assertThat(optimist.scores(ask)[2]).isGreaterThan(.9);
  }

  /** The denominator is the number of survivors: by hand 1/(2 + 10 * 0.1). */
  @Test
  void eliminationCountsTheSurvivors() {
    double[] scores = {.5, .7, .6};
    SquareCb.inverseGap(10, scores, new boolean[] {false, true, true});
    assertThat(scores[0]).isZero();
    assertThat(scores[1]).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(scores[2]).isCloseTo(1.0 / 3, within(1e-12));
    double[] alone = {.5, .7};
    SquareCb.inverseGap(0, alone, new boolean[] {true, false});
    assertThat(alone).containsExactly(1, 0);
  }

  @Test
  void allFormsFindTheirWayInTheLinearWorld() {
    double random = 28242 * ROUNDS / 100_000.0;
    Report optimistic = run(new RegCb(ridge(21), .1, true));
    Report eliminating = run(new RegCb(ridge(21), .01, false));
    Report squareCb = run(new SquareCb(ridge(21), 10, .5, .1));
    Report hasty = run(new SquareCb(ridge(21), 10, .5, .001));
    Report plain = run(new SquareCb(ridge(21), 10, .5));
    assertThat(optimistic.finalRegret()).isLessThan(.2 * random);
    assertThat(eliminating.finalRegret()).isLessThan(.5 * random);
    assertThat(squareCb.finalRegret()).isLessThan(plain.finalRegret());
    assertThat(hasty.finalRegret())
        .as("Vowpal Wabbit's usual 0.001 gives good arms up on a few bad examples")
        .isGreaterThan(2 * plain.finalRegret());
    assertThat(run(new RegCb(new AdaGrad(21, .1), .1, true)).finalRegret()).isLessThan(.5 * random);
    assertThat(optimistic.auditZ()).isZero();
    assertThat(eliminating.auditZ()).isLessThan(4);
    assertThat(squareCb.auditZ()).isLessThan(4);
  }

  private static Ridge ridge(int d) {
    return new Ridge(d, 1, Pending.AT_REWARD, 1);
  }

  private static Report run(Policy policy) {
    return Simulation.run(
        new LinearEnvironment(1, 10, 20, 0), new Learner(policy), Delay.fixed(0), ROUNDS);
  }
}
