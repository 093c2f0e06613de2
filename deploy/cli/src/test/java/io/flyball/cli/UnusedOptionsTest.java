package io.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No option is taken silently: what does nothing beside the others is refused before any work. */
class UnusedOptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bandit simulate --env bern --policy random --arms 5 | --arms 5 does nothing here: it"
            + " counts with --env lin, lin-drift, switching",
        "bandit simulate --env dlb-real --policy random --arms 5 | --arms 5 does nothing here",
        "bandit simulate --env switching --policy random --dim 3 | --dim 3 does nothing here: it"
            + " counts with --env lin, lin-drift",
        "drift --reference 500 | --reference 500 does nothing here: it counts with"
            + " --false-alarm-every or --standardise",
        "drift --seed 2 | --seed 2 does nothing here",
        "loop simulate --takeover 0 --ramp 10 | --ramp 10 does nothing here: it counts with a"
            + " --takeover above 0",
        "verify --simulation --job feedback | --job feedback does nothing here: it counts without"
            + " --simulation",
        "verify --simulation --kill broker=1 | --kill broker=1 does nothing here",
        "verify --schedules 3 | --schedules 3 does nothing here: it counts with --simulation",
        "verify --scenario rescale --kill broker=1 | --kill broker=1 does nothing here: it counts"
            + " with --scenario kill, door, poison, clock-skew",
        "camera replay none.raw --json --bootstrap x:1 | --bootstrap x:1 does nothing here: it"
            + " counts without --json",
        "bandit warm-start p --counts none.yaml --json --bootstrap x:1 | --bootstrap x:1 does"
            + " nothing here",
        "bandit warm-start p --counts none.yaml --algorithm ucb1 | --algorithm ucb1 does nothing"
            + " here: it counts with --log"
      })
  void anOptionThatDoesNothingIsRefusedWithItsValueAndWhenItCounts(String line, String fault) {
    CommandRun run = CommandRun.of(line.split(" ", -1));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(fault);
    assertThat(run.out()).isEmpty();
  }
}
