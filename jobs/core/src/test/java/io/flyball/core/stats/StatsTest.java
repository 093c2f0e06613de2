package io.flyball.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StatsTest {

  @Test
  void wilsonOfNothingIsEverything() {
    assertThat(Wilson.of(0, 0, 1.96)).isEqualTo(new Wilson(0, 1));
    assertThatThrownBy(() -> Wilson.of(2, 1, 1.96)).hasMessageContaining("2 of 1");
  }

  /** Newcombe, Statistics in Medicine 1998, table I: 81 of 263 gives .2553 to .3662. */
  @Test
  void wilsonOfAPublishedExample() {
    Wilson interval = Wilson.of(81, 263, 1.959964);
    assertThat(interval.lower()).isCloseTo(0.2553, within(5e-5));
    assertThat(interval.upper()).isCloseTo(0.3662, within(5e-5));
  }

  @Test
  void aLineNeedsTwoPointsApart() {
    assertThatThrownBy(() -> LinearFit.overIndex(1)).hasMessageContaining("two points");
    assertThatThrownBy(() -> LinearFit.of(new double[] {1, 1}, new double[] {1, 2}))
        .hasMessageContaining("different x");
    LinearFit flat = LinearFit.overIndex(2, 2, 2);
    assertThat(flat.slope()).isZero();
    assertThat(flat.r2()).isEqualTo(1);
  }

  @Test
  void momentsOfNothingAreUndefined() {
    CoMoments none = new CoMoments();
    assertThat(none.meanX()).isNaN();
    assertThat(none.pearson()).isNaN();
    assertThat(none.pairedT()).isNaN();
    assertThatThrownBy(() -> none.add(1, Double.NaN)).hasMessageContaining("NaN");
  }
}
