package io.flyball.core.bandit.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.linear.LinUcb;
import io.flyball.core.bandit.linear.Pending;
import io.flyball.core.bandit.linear.Ridge;
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

  static LinUcb pending(Pending pending) {
    return new LinUcb(new Ridge(21, 1, pending, 1), 1);
  }

  static Report run(Policy policy, long seed, long delay) {
    return Simulation.run(
        new LinearEnvironment(seed, 10, 20, 0), new Learner(policy), Delay.fixed(delay), ROUNDS);
  }
}
