package io.flyball.core.bandit.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Known answers worked out from the published moments. */
class PooledPriorTest {
  @Test
  void fourArmsOfClicks() {
    PooledPrior.Beta prior =
        PooledPrior.beta(new double[] {12, 30, 9, 40}, new double[] {400, 500, 300, 800});
    assertThat(prior.mean()).isCloseTo(.0455, within(1e-15));
    assertThat(1 / (prior.strength() + 1)).isCloseTo(.002568982144, within(1e-12));
    assertThat(prior.strength()).isCloseTo(388.259226, within(1e-6));
    assertThat(prior.mean() * prior.strength()).isCloseTo(17.665795, within(1e-6));
    assertThat((1 - prior.mean()) * prior.strength()).isCloseTo(370.593431, within(1e-6));
  }

  @Test
  void armsThatAreAlikeOrAloneGiveAStrongPriorAndNoneGivesNone() {
    assertThat(PooledPrior.beta(new double[] {5, 5}, new double[] {10, 10}).strength())
        .isCloseTo(1e6 - 1, within(1e-3));
    assertThat(PooledPrior.beta(new double[] {5, 0}, new double[] {10, 0}).mean()).isEqualTo(.5);
    assertThat(PooledPrior.beta(new double[] {0, 0}, new double[] {9, 9}).strength())
        .isGreaterThan(1e5);
    assertThatThrownBy(() -> PooledPrior.beta(new double[1], new double[1]))
        .hasMessageContaining("no known arm has an observation");
  }

  @Test
  void fourEstimatesOfAMean() {
    PooledPrior.Normal prior =
        PooledPrior.normal(new double[] {.2, .5, .1, .4}, new double[] {.01, .02, .005, .01});
    assertThat(prior.between()).isCloseTo(.0225, within(1e-12));
    assertThat(prior.mean()).isCloseTo(.278861788618, within(1e-12));
    assertThat(prior.variance()).isCloseTo(.030735094851, within(1e-12));
    assertThat(PooledPrior.normal(new double[] {1}, new double[] {.5}))
        .isEqualTo(new PooledPrior.Normal(1, .5, 0));
  }
}
