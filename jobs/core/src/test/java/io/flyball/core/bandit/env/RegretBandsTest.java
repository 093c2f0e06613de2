package io.flyball.core.bandit.env;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.PolicyName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mean oracle regret of 100,000 rounds over ten seeds: minutes, not for every build. */
@Tag("soak")
class RegretBandsTest {
  private static final long ROUNDS = 100_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lin | linucb | 0 | 800 | 1050",
        "lin | lin-thompson:v=0.25 | 0 | 1000 | 1300",
        "lin | squarecb-ridge | 0 | 1250 | 1650",
        "lin | greedy-ridge:epsilon=0.05 | 0 | 2200 | 2650",
        "lin | random | 0 | 27000 | 29500",
        "lin | linucb | 1000 | 0 | 1500",
        "lin | linucb | 10000 | 0 | 5000",
        "lin-drift | linucb | 0 | 12000 | 14500",
        "lin-drift | d-linucb:alpha=0.5,forget=0.99966667 | 0 | 4000 | 6500"
      })
  void meanOfTenSeeds(String world, String policy, long delay, double low, double high) {
    double sum = 0;
    for (int seed = 1; seed <= 10; seed++) {
      Report report =
          Simulation.run(
              EnvironmentName.of(world, 10, 20, ROUNDS, seed),
              new Learner(PolicyName.parse(policy, 21, 0, 10, ROUNDS)),
              Delay.fixed(delay),
              ROUNDS);
      assertThat(report.auditZ()).isLessThan(4.5);
      sum += report.finalRegret();
    }
    assertThat(sum / 10).isBetween(low, high);
  }
}
