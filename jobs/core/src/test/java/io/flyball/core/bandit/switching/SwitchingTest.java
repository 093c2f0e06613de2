package io.flyball.core.bandit.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.arms.Ucb1;
import io.flyball.core.bandit.env.BernoulliEnvironment;
import io.flyball.core.bandit.env.Delay;
import io.flyball.core.bandit.env.Report;
import io.flyball.core.bandit.env.Simulation;
import io.flyball.core.bandit.linear.LinUcb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchingTest {
  private static final long ROUNDS = 100_000;
  private static final int ARMS = 8;

  @Test
  void impossibleParametersAreRefused() {
    assertThatThrownBy(() -> new BatchedExp3(0, 2)).hasMessageContaining("horizon");
    assertThatThrownBy(() -> new BatchedExp3(10, 1)).hasMessageContaining("2 arms");
    assertThatThrownBy(() -> new BudgetedHedge(10, 8, 6, 1)).hasMessageContaining("budget");
    assertThatThrownBy(() -> new SwitchingPolicy(LinUcb.of(1, 1, 1), -1, 1))
        .hasMessageContaining("cost");
  }

  @Test
  void boundsOfTheTheorems() {
    assertThat(new BatchedExp3(ROUNDS, ARMS).bound()).isCloseTo(13_096, within(1.0));
    assertThat(new BudgetedHedge(ROUNDS, ARMS, 700_000, 1).bound()).isCloseTo(967.3, within(.1));
  }

  @ParameterizedTest
  @CsvSource({".1", ".02"})
  void batchedExp3StaysBelowItsBound(double gap) {
    BatchedExp3 policy = new BatchedExp3(ROUNDS, ARMS);
    assertThat(cost(policy, 1, gap)).isLessThan(policy.bound());
  }

  @ParameterizedTest
  @CsvSource({".1,2154", ".02,2154", ".1,10000", ".02,10000", ".1,100000", ".02,700000"})
  void hedgeStaysBelowItsBoundAndSwitchesRarely(double gap, long budget) {
    double sum = 0;
    for (int seed = 1; seed <= 4; seed++) {
      BudgetedHedge policy = new BudgetedHedge(ROUNDS, ARMS, budget, seed);
      Report report = run(policy, seed, gap);
      assertThat(report.switches()).isLessThan(200);
      assertThat(report.auditZ()).isLessThan(5);
      sum += report.finalRegret() + report.switches();
    }
    assertThat(sum / 4).isLessThan(new BudgetedHedge(ROUNDS, ARMS, budget, 1).bound());
  }

  @Test
  void hedgeNeverObservesMoreThanItsBudget() {
    BudgetedHedge policy = new BudgetedHedge(1000, 3, 100, 1);
    Learner learner = new Learner(policy);
    int observed = 0;
    for (int t = 0; t < 1000; t++) {
      learner.decide(learner.question(new double[0], "a", "b", "c"), .5);
      observed += policy.observes(learner.model().shared()) ? 1 : 0;
    }
    assertThat(observed).isEqualTo(50);
  }

  @Test
  void hysteresisSavesMostSwitchesOfAnIndexPolicy() {
    Report plain = run(new Ucb1(.5, true), 1, .02);
    Report calm = run(new SwitchingPolicy(new Ucb1(.5, true), 1, 100), 1, .02);
    assertThat(calm.switches()).isLessThan(plain.switches() / 5);
    assertThat(calm.finalRegret()).isLessThan(1.5 * plain.finalRegret());
  }

  @Test
  void anArmHeldThatIsNoLongerEligibleIsLeft() {
    Learner learner = new Learner(new SwitchingPolicy(LinUcb.of(1, 1, 1), 1e9, 1));
    double[] x = {1};
    learner.learn(learner.decide(learner.question(x, "a", "b"), 0).taken(), 0);
    assertThat(learner.decide(learner.question(x, "b", "a"), 0).arm()).isEqualTo("a");
    assertThat(learner.decide(learner.question(x, "b"), 0).arm()).isEqualTo("b");
  }

  private static double cost(Policy policy, long seed, double gap) {
    Report report = run(policy, seed, gap);
    return report.finalRegret() + report.switches();
  }

  private static Report run(Policy policy, long seed, double gap) {
    return Simulation.run(
        BernoulliEnvironment.gap(seed, ARMS, gap), new Learner(policy), Delay.fixed(0), ROUNDS);
  }
}
