package io.flyball.core.bandit.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.linear.DLinUcb;
import io.flyball.core.bandit.linear.LinThompson;
import io.flyball.core.bandit.linear.LinUcb;
import io.flyball.core.bandit.linear.Pending;
import io.flyball.core.bandit.linear.Ridge;
import io.flyball.core.bandit.linear.SlidingLinUcb;
import io.flyball.core.bandit.regression.AdaGrad;
import io.flyball.core.bandit.regression.SquareCb;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Oracle regret of 100,000 rounds of the 10-armed, 20-dimensional linear world. */
class LinearRegretTest {
  private static final int ROUNDS = 100_000;

  /** Two independent implementations, in Java and in Python, give 1045.7558. */
  @Test
  void linUcbGivesTheRegretOfIndependentImplementations() {
    Report report = run(LinUcb.of(21, 1, 1), 1, 0);
    assertThat(report.finalRegret()).isCloseTo(1045.7558, within(5e-5));
    assertThat(report.conserved()).isTrue();
    assertThat(report.auditZ()).isZero();
  }

  @Test
  void linUcbSurvivesDelay() {
    assertThat(run(LinUcb.of(21, 1, 1), 1, 1000).finalRegret()).isLessThan(1500);
    assertThat(run(LinUcb.of(21, 1, 1), 1, 10_000).finalRegret()).isLessThan(5000);
    assertThat(run(pending(Pending.SEPARATE), 1, 10_000).finalRegret()).isLessThan(4000);
  }

  /** Negative control: the textbook update loses everything at a delay of 10,000 rounds. */
  @Test
  void linUcbUpdatedAtTheRewardOnlyIsNoBetterThanChance() {
    Report textbook = run(pending(Pending.AT_REWARD), 1, 10_000);
    assertThat(textbook.finalRegret()).isGreaterThan(25_000);
    assertThat(textbook.pending()).isEqualTo(10_000);
    assertThat(textbook.conserved()).isTrue();
  }

  /** Another implementation of the same draws gives 3448.3118. */
  @Test
  void squareCbOnAdaGradGivesTheRegretOfAnIndependentImplementation() {
    Report report = run(new SquareCb(new AdaGrad(21, .1), 10, .5), 1, 0);
    assertThat(report.finalRegret()).isCloseTo(3448.3118, within(5e-5));
    assertThat(report.auditZ()).isLessThan(4);
  }

  @Test
  void squareCbOnRidgeGivesTheRegretOfAnIndependentImplementation() {
    Ridge ridge = new Ridge(21, 1, Pending.AT_REWARD, 1);
    assertThat(run(new SquareCb(ridge, 10, .5), 1, 0).finalRegret())
        .isCloseTo(1469.92, within(5e-3));
  }

  @Test
  void forgettingPaysWhenTheWorldMoves() {
    LinearEnvironment world = new LinearEnvironment(1, 10, 20, 25_000);
    Learner plain = new Learner(LinUcb.of(21, 1, 1));
    Learner discounted = new Learner(DLinUcb.of(21, 1, .5, 1 - 1.0 / 3000));
    Learner window = new Learner(new SlidingLinUcb(21, 1, .5, 8, 1000));
    double loss = Simulation.run(world, plain, Delay.fixed(0), ROUNDS).finalRegret();
    assertThat(loss).isBetween(11_000.0, 15_500.0);
    assertThat(Simulation.run(world, discounted, Delay.fixed(0), ROUNDS).finalRegret())
        .isLessThan(.5 * loss);
    assertThat(Simulation.run(world, window, Delay.fixed(0), ROUNDS).finalRegret())
        .isLessThan(.5 * loss);
  }

  /** Negative control: propensities of 1/K logged for a Thompson sampler. */
  @Test
  void thompsonSamplingPassesTheAuditThatUniformPropensitiesFail() {
    LinearEnvironment world = new LinearEnvironment(2, 10, 20, 0);
    Learner learner = new Learner(LinThompson.of(21, 1, .25));
    PropensityAudit honest = new PropensityAudit(10);
    PropensityAudit uniform = new PropensityAudit(10);
    double[] equal = new double[10];
    Arrays.fill(equal, .1);
    String[] arms = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    for (int t = 0; t < 10_000; t++) {
      world.begin(t);
      Choice choice = learner.decide(learner.question(world.context(), arms), world.policyDraw(t));
      honest.add(choice.index(), choice.propensities());
      uniform.add(choice.index(), equal);
      learner.learn(choice.taken(), world.reward(choice.index()));
    }
    assertThat(honest.worst()).isLessThan(4);
    assertThat(uniform.worst()).isGreaterThan(10);
  }

  static LinUcb pending(Pending pending) {
    return new LinUcb(new Ridge(21, 1, pending, 1), 1);
  }

  static Report run(Policy policy, long seed, long delay) {
    return Simulation.run(
        new LinearEnvironment(seed, 10, 20, 0), new Learner(policy), Delay.fixed(delay), ROUNDS);
  }
}
