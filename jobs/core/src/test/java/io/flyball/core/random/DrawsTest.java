package io.flyball.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DrawsTest {

  @Test
  void mixerGivesThePublishedSplitMix64SequenceOfSeedZero() {
    // First outputs of SplitMix64 seeded with 0, as listed by its reference implementation.
    long[] expected = {0xE220A8397B1DCDAFL, 0x6E789E6AA1B965F4L, 0x06C45D188009454FL};
    long state = 0;
    for (long value : expected) {
      state += 0x9E3779B97F4A7C15L;
      assertThat(Draws.mix64(state)).isEqualTo(value);
    }
  }

  @Test
  void aDrawDependsOnSeedKeyAndCounterAndOnNothingElse() {
    long draw = Draws.bits(1, 2, 3);
    assertThat(Draws.bits(1, 2, 3)).isEqualTo(draw);
    assertThat(Draws.bits(2, 2, 3)).isNotEqualTo(draw);
    assertThat(Draws.bits(1, 3, 3)).isNotEqualTo(draw);
    assertThat(Draws.bits(1, 2, 4)).isNotEqualTo(draw);
  }

  @Test
  void uniformDrawsHaveTheMomentsOfTheUniformLaw() {
    int n = 100_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double u = Draws.uniform(7, Draws.hash64("key"), i);
      assertThat(u).isBetween(0.0, Math.nextDown(1.0));
      sum += u;
      squares += u * u;
    }
    // Five standard errors.
    assertThat(sum / n).isCloseTo(0.5, within(5 * Math.sqrt(1.0 / 12 / n)));
    assertThat(squares / n).isCloseTo(1.0 / 3, within(5 * Math.sqrt(4.0 / 45 / n)));
  }

  @Test
  void gaussianDrawsHaveTheMomentsOfTheNormalLaw() {
    int n = 100_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double g = Draws.gaussian(7, 11, i);
      sum += g;
      squares += g * g;
    }
    assertThat(sum / n).isCloseTo(0, within(5 / Math.sqrt(n)));
    assertThat(squares / n).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
  }
}
