package io.flyball.core.bandit.env;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.PolicyName;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Mean oracle regret over seeds, in minutes and so not in every build: {@code ./mvnw -Psoak test
 * -pl jobs/core -Dtest=RegretBandsTest -Dflyball.seed=1}, with any first seed.
 */
@Tag("soak")
class RegretBandsTest {
  private static final long FIRST = Long.getLong("flyball.seed", 1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lin | linucb | 0 | 800 | 1050",
        "lin | lin-thompson:v=0.25 | 0 | 1000 | 1300",
        "lin | squarecb-ridge | 0 | 1250 | 1650",
        "lin | greedy-ridge:epsilon=0.05 | 0 | 2200 | 2650",
        "lin | linucb | 1000 | 0 | 1500",
        "lin | linucb | 10000 | 0 | 5000"
      })
  void meanOfTenSeedsInTheLinearWorld(
      String world, String policy, long delay, double low, double high, TestReporter reporter) {
    assertThat(mean(world, policy, delay, 100_000, 10, reporter)).isBetween(low, high);
  }

  @Test
  void randomPlayIsWithinTwoPercentOfItsExpectation(TestReporter reporter) {
    double expected = 0;
    for (long seed = FIRST; seed < FIRST + 10; seed++) {
      expected += play("lin", "random", 0, 100_000, seed).uniformRegret() / 10;
    }
    double mean = mean("lin", "random", 0, 100_000, 10, reporter);
    assertThat(mean).isBetween(.98 * expected, 1.02 * expected);
  }

  @Test
  void forgettingHalvesTheRegretWhenTheWorldMoves(TestReporter reporter) {
    double plain = mean("lin-drift", "linucb", 0, 100_000, 10, reporter);
    String forgetting = "d-linucb:alpha=0.5,forget=0.99966667";
    assertThat(mean("lin-drift", forgetting, 0, 100_000, 10, reporter)).isLessThan(.5 * plain);
  }

  @Test
  void clicksThatComeFiveHundredRoundsLate(TestReporter reporter) {
    assertThat(mean("bern", "kl-ucb", 500, 20_000, 50, reporter)).isLessThan(170);
    assertThat(mean("bern", "beta-thompson", 500, 20_000, 50, reporter)).isLessThan(130);
  }

  private static double mean(
      String world, String policy, long delay, long rounds, int seeds, TestReporter reporter) {
    double sum = 0;
    double squares = 0;
    for (long seed = FIRST; seed < FIRST + seeds; seed++) {
      double regret = play(world, policy, delay, rounds, seed).finalRegret();
      sum += regret;
      squares += regret * regret;
    }
    double sd = Math.sqrt((squares - sum * sum / seeds) / (seeds - 1));
    String found = String.format(Locale.ROOT, "%.1f (%.1f)", sum / seeds, sd);
    reporter.publishEntry(world + " " + policy + " delay " + delay, found);
    return sum / seeds;
  }

  private static Report play(String world, String policy, long delay, long rounds, long seed) {
    Report report =
        Simulation.run(
            EnvironmentName.of(world, 10, 20, rounds, seed),
            new Learner(PolicyName.parse(policy, world.equals("bern") ? 0 : 21, 0, 10, rounds)),
            Delay.fixed(delay),
            rounds);
    assertThat(report.auditZ()).isLessThan(4.5);
    assertThat(report.conserved()).isTrue();
    return report;
  }
}
