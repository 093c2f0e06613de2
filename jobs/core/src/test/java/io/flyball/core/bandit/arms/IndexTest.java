package io.flyball.core.bandit.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IndexTest {
  @Test
  void klUcbBoundsAtTheEndsOfTheRange() {
    assertThat(KlUcb.upperBound(1, .1)).isEqualTo(1);
    assertThat(KlUcb.upperBound(.4, 0)).isCloseTo(.4, within(1e-8));
    // kl(0, q) = -ln(1-q), so the bound is 1 - exp(-radius).
    assertThat(KlUcb.upperBound(0, .5)).isCloseTo(1 - Math.exp(-.5), within(1e-11));
  }

  /** Value of an independent bisection: n = 100, mean 0.3, budget ln 1000. */
  @Test
  void klUcbBoundOfAHundredObservations() {
    assertThat(KlUcb.upperBound(.3, Math.log(1000) / 100)).isCloseTo(.4827563861, within(5e-11));
  }

  @Test
  void parametersOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> new KlUcb(-1, true)).hasMessageContaining("c must");
    assertThatThrownBy(() -> new Ucb1(Double.NaN, true)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> new Softmax(0, 0)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> new Softmax(1, 2)).hasMessageContaining("floor");
    assertThatThrownBy(() -> new BetaThompson(.5, 1)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> new Exp3(-1, false)).hasMessageContaining("horizon");
  }

  @Test
  void exp3BoundOfTwentyThousandRounds() {
    assertThat(Exp3.bound(20_000, 10)).isCloseTo(959.7, within(.1));
  }
}
