package io.flyball.core.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BettingBoundTest {
  @Test
  void withoutValuesNothingIsKnown() {
    assertThat(BettingBound.lower(new double[0], 0, .05)).isZero();
    assertThat(BettingBound.lower(new double[] {0, 0}, 2, .05)).isZero();
  }

  /** The interval of (.2, .7, .1, .4, .9, .3, .5, .6), four times, computed elsewhere. */
  @Test
  void knownInterval() {
    double[] once = {.2, .7, .1, .4, .9, .3, .5, .6};
    double[] x = new double[32];
    double[] mirrored = new double[32];
    for (int i = 0; i < 32; i++) {
      x[i] = once[i % 8];
      mirrored[i] = 1 - x[i];
    }
    assertThat(BettingBound.lower(x, 32, .05)).isCloseTo(.340751721, within(1e-8));
    assertThat(1 - BettingBound.lower(mirrored, 32, .05)).isCloseTo(.599569291, within(1e-8));
  }
}
