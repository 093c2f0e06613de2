package io.flyball.core.continuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.env.ChainEnvironment;
import io.flyball.core.random.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContinuingTest {
  /** The chain's own probabilities, as if each pair had been seen so often. */
  private static TaskCounts chain(long visits) {
    TaskCounts counts = TaskCounts.none(2, 2);
    double[][] rewards = {{0, -.2}, {1, 0}};
    for (int s = 0; s < 2; s++) {
      for (int a = 0; a < 2; a++) {
        counts.visits()[s][a] = visits;
        counts.rewards()[s][a] = rewards[s][a] * visits;
        int likely = a == 0 ? s : 1 - s;
        counts.next()[s][a][likely] = visits * 9 / 10;
        counts.next()[s][a][1 - likely] = visits / 10;
      }
    }
    return counts;
  }

  @Test
  void nothingSeenIsWorthTheBonusEverywhere() {
    AveragePlan plan = AveragePlan.of(TaskCounts.none(2, 2), 2, 100);

    assertThat(plan.gain()).isEqualTo(2);
    assertThat(plan.values()).containsExactly(0, 0);
    assertThat(plan.action(0)).isZero();
  }

  @Test
  void theChainIsWorthWhatIsKnown() {
    AveragePlan plan = AveragePlan.of(chain(1000), 0, 100);

    assertThat(plan.gain()).isCloseTo(.88, within(1e-9));
    assertThat(plan.values()).containsExactly(new double[] {0, 1.2}, within(1e-9));
    assertThat(plan.q()[0]).containsExactly(new double[] {-.76, 0}, within(1e-9));
    assertThat(plan.q()[1]).containsExactly(new double[] {1.2, -.76}, within(1e-9));
    assertThat(plan.action(0)).isEqualTo(1);
    assertThat(plan.action(1)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 0, .5", "1, 1, -.1", "1, 0, .88"})
  void aPolicyAloneIsWorthItsOwnGain(int inZero, int inOne, double gain) {
    TaskCounts all = chain(1000);
    TaskCounts one = TaskCounts.none(2, 1);
    int[] policy = {inZero, inOne};
    for (int s = 0; s < 2; s++) {
      one.visits()[s][0] = 1000;
      one.rewards()[s][0] = all.rewards()[s][policy[s]];
      one.next()[s][0] = all.next()[s][policy[s]];
    }

    assertThat(AveragePlan.of(one, 0, 100).gain()).isCloseTo(gain, within(1e-9));
  }

  @Test
  void stayingInZeroForeverEarnsLittle() {
    TaskCounts all = chain(1000);
    TaskCounts away = TaskCounts.none(2, 1);
    for (int s = 0; s < 2; s++) {
      away.visits()[s][0] = 1000;
      away.rewards()[s][0] = all.rewards()[s][s];
      away.next()[s][0] = all.next()[s][s];
    }

    assertThat(AveragePlan.of(away, 0, 100).gain()).isCloseTo(0, within(1e-9));
  }

  @Test
  void aTaskThatAlternatesForCertainIsPlannedAsWell() {
    TaskCounts swing = TaskCounts.none(2, 1);
    for (int s = 0; s < 2; s++) {
      swing.add(new Transition(s, 0, s, 1 - s));
    }

    assertThat(AveragePlan.of(swing, 0, 100).gain()).isCloseTo(.5, within(1e-9));
  }

  @Test
  void aTaskInTwoPartsStaysFinite() {
    TaskCounts parts = TaskCounts.none(2, 1);
    for (int s = 0; s < 2; s++) {
      parts.add(new Transition(s, 0, s, s));
    }

    AveragePlan plan = AveragePlan.of(parts, 0, 5);

    assertThat(plan.gain()).isBetween(0.0, 1.0);
    assertThat(plan.values()[1]).isBetween(0.0, 5.0);
  }

  @Test
  void differentialValuesFindTheRewardPerStep() {
    ChainEnvironment chain = new ChainEnvironment(7);
    DifferentialQ learner = new DifferentialQ(2, 2, .05, .05);
    for (long t = 0; t < 200_000; t++) {
      chain.begin(t);
      int s = chain.state();
      double[] q = learner.values(s);
      int greedy = q[1] > q[0] ? 1 : 0;
      int a = chain.policyDraw(2 * t) < .1 ? (chain.policyDraw(2 * t + 1) < .5 ? 0 : 1) : greedy;
      double r = chain.reward(a);
      learner.learn(new Transition(s, a, r, chain.state()));
    }

    assertThat(learner.gain()).isCloseTo(.88, within(.03));
    assertThat(learner.values(0)[1]).isGreaterThan(learner.values(0)[0]);
    assertThat(learner.values(1)[0]).isGreaterThan(learner.values(1)[1]);
  }

  /** Plays the planner on the chain; its mean reward. */
  private static double play(LazyPlanner planner, long seed, long steps) {
    ChainEnvironment chain = new ChainEnvironment(seed);
    double sum = 0;
    for (long t = 0; t < steps; t++) {
      chain.begin(t);
      int s = chain.state();
      int a = planner.plan().action(s);
      double r = chain.reward(a);
      sum += r;
      planner.learn(new Transition(s, a, r, chain.state()));
    }
    return sum / steps;
  }

  @ParameterizedTest
  @CsvSource({"20, 7", "60, 5"})
  void aLazyPlannerPlansAFewTimes(double beta, long plans) {
    LazyPlanner planner = new LazyPlanner(2, 2, new LazyRules(beta, 2, 100));

    double mean = play(planner, 3, 50_000);

    assertThat(planner.plans()).isEqualTo(plans);
    assertThat(mean).isCloseTo(.8796, within(.002));
    assertThat(planner.plan().action(0)).isEqualTo(1);
    assertThat(planner.plan().action(1)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "4", "5", "6", "7", "8"})
  void whateverTheLuckThePlansAreFew(long seed) {
    LazyPlanner planner = new LazyPlanner(2, 2, new LazyRules(20, 2, 100));

    double mean = play(planner, seed, 50_000);

    assertThat(planner.plans()).isBetween(6L, 8L);
    assertThat(mean).isCloseTo(.88, within(.004));
  }

  @ParameterizedTest
  @CsvSource({"5, false", "5.333333333333333, false", "5.34, true"})
  void rulesThatPlanEveryStepAreRefused(double beta, boolean allowed) {
    LazyRules rules = new LazyRules(beta, 2, 100);

    if (allowed) {
      assertThat(new LazyPlanner(2, 2, rules).plans()).isOne();
    } else {
      assertThatThrownBy(() -> new LazyPlanner(2, 2, rules))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("every step is planned anew");
    }
  }

  @Test
  void whatGrowsBeyondTheRulesIsRefusedAndChangesNothing() {
    LazyPlanner planner = new LazyPlanner(2, 2, new LazyRules(6, 2, 100));

    assertThatThrownBy(() -> planner.grow(3, 2)).hasMessageContaining("3 x 2");
    assertThat(planner.counts().states()).isEqualTo(2);
  }

  @Test
  void theSumOfDiscrepanciesIsWhatItsFormulaSays() {
    LazyPlanner planner = new LazyPlanner(2, 2, new LazyRules(1000, 2, 100));
    for (int i = 0; i < 500; i++) {
      int s = Draws.uniform(1, 1, i) < .5 ? 0 : 1;
      int a = Draws.uniform(1, 2, i) < .5 ? 0 : 1;
      planner.learn(new Transition(s, a, Draws.uniform(1, 3, i), i % 2));
    }
    LazyPlanner again =
        new LazyPlanner(
            new LazyRules(1000, 2, 100), planner.counts(), planner.plan(), planner.plans());

    assertThat(planner.discrepancy()).isCloseTo(again.discrepancy(), within(1e-9));
  }
}
