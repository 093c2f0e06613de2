package io.flyball.core.control.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;

class NoiseRateTest {

  /** Points of the fit to Graça and Delbruck 2021, figure 3. */
  @Test
  void ratesFallSteeplyWithTheThreshold() {
    double[] ratio = {2.1, 2.5, 3, 3.5, 4, 4.5, 5};
    double[] rate = {.99, .37, .11, .030, .0066, 9.4e-4, 5.5e-5};
    for (int i = 0; i < ratio.length; i++) {
      assertThat(NoiseRate.of(ratio[i] * 0.03, 0.03, 1)).isCloseTo(rate[i], withPercentage(6));
    }
  }

  @Test
  void ratesAreProportionalToBandwidthAndZeroWithoutIt() {
    assertThat(NoiseRate.of(0.1, 0.03, 200))
        .isCloseTo(200 * NoiseRate.of(0.1, 0.03, 1), withPercentage(0.001));
    assertThat(NoiseRate.of(0.1, 0.03, 0)).isZero();
    assertThat(NoiseRate.of(0.1, 0, 100)).isZero();
    assertThat(NoiseRate.of(9, 0.03, 100)).isZero();
    assertThat(NoiseRate.of(Double.NaN, 0.03, 100)).isPositive().isFinite();
  }
}
