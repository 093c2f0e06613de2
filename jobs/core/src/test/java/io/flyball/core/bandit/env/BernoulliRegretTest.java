package io.flyball.core.bandit.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Epsilon;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.arms.BetaThompson;
import io.flyball.core.bandit.arms.EpsilonGreedy;
import io.flyball.core.bandit.arms.Exp3;
import io.flyball.core.bandit.arms.KlUcb;
import io.flyball.core.bandit.arms.Ucb1;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Oracle regret of 20,000 rounds of ten click-like arms, mean of several seeds. Bands are around
 * figures of an independent implementation over 50 seeds, five standard errors wide.
 */
class BernoulliRegretTest {

  @Test
  void meansOutsideTheUnitIntervalAreRefused() {
    assertThatThrownBy(() -> new BernoulliEnvironment(1)).hasMessageContaining("one arm");
    assertThatThrownBy(() -> new BernoulliEnvironment(1, 1.5)).hasMessageContaining("[0, 1]");
  }

  @Test
  void theBestArmStandsAnywhere() {
    double[] places = new double[10];
    for (int seed = 0; seed < 1000; seed++) {
      BernoulliEnvironment world = BernoulliEnvironment.clicks(seed);
      for (int a = 0; a < 10; a++) {
        places[a] += world.mean(a) == .1 ? 1 : 0;
      }
    }
    double[] even = new double[10];
    Arrays.fill(even, 100);
    assertThat(places).containsExactly(even, within(48.0));
  }

  @Test
  void withoutDelay() {
    assertThat(regret(new Ucb1(2, true), 10, 0)).isBetween(790.0, 890.0);
    assertThat(regret(new KlUcb(0, true), 6, 0)).isBetween(107.0, 160.0);
    assertThat(regret(new BetaThompson(1, 1), 3, 0)).isBetween(52.0, 128.0);
    assertThat(regret(new EpsilonGreedy(Epsilon.fixed(.1)), 20, 0)).isBetween(93.0, 333.0);
    assertThat(regret(new Exp3(20_000, false), 20, 0)).isBetween(569.0, 949.0);
    assertThat(regret(new Exp3(20_000, true), 20, 0)).isBetween(801.0, 1073.0);
  }

  @Test
  void delayOfFiveHundredRoundsHardlyMattersToPendingAwarePolicies() {
    assertThat(regret(new KlUcb(0, true), 6, 500)).isLessThan(170);
    assertThat(regret(new BetaThompson(1, 1), 3, 500)).isLessThan(130);
  }

  /** Negative control: counting rewards instead of decisions in the bonus. */
  @Test
  void aBonusOnObservedCountsPaysForTheDelay() {
    assertThat(regret(new KlUcb(0, false), 4, 500)).isGreaterThan(300);
  }

  private static double regret(Policy policy, int seeds, long delay) {
    double sum = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      Report report =
          Simulation.run(
              BernoulliEnvironment.clicks(seed), new Learner(policy), Delay.fixed(delay), 20_000);
      assertThat(report.conserved()).isTrue();
      assertThat(report.auditZ()).isLessThan(4.5);
      sum += report.finalRegret();
    }
    return sum / seeds;
  }
}
