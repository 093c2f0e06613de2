package io.flyball.core.reward.weigh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Pick;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeighTest {
  @Test
  void weightsThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> RewardWeights.of(Map.of())).hasMessageContaining("above 0");
    assertThatThrownBy(() -> RewardWeights.of(Map.of("click", 0.0)))
        .hasMessageContaining("above 0");
    assertThatThrownBy(() -> RewardWeights.of(Map.of("click", -1.0)))
        .hasMessageContaining("click must lie in [0.0, 1.0E12], found -1.0");
    assertThatThrownBy(() -> RewardWeights.of(Map.of("click", Double.NaN)))
        .hasMessageContaining("NaN");
    assertThatThrownBy(
            () -> RewardWeights.of(Map.of("clik", 1.0)).within(List.of("click", "rating")))
        .hasMessage("clik is no component; known are click, rating");
  }

  @Test
  void aMissingComponentAddsNothingAndOneWithoutAWeightCountsNothing() {
    RewardWeights weights = RewardWeights.of(Map.of("click", 2.0, "rating", 3.0));
    assertThat(weights.combine(Map.of("click", .5, "dwell", 9.0))).isEqualTo(1);
    assertThat(weights.combine(Map.of())).isZero();
  }

  /**
   * Known answer computed with numpy: composed, plain sums 11.2, -7.8, 3.2, 7; the best changes.
   */
  @Test
  void standardisedObjectivesAreNotDrownedByALargeOne() {
    double[][] rows = {{1, 2, 3, 6}, {10, -10, 0, 0}, {.1, .1, .1, .5}};
    double[] w = {1, 1, 2};
    double[] composed = ObjectiveScales.batch(rows, w);
    assertThat(composed)
        .containsExactly(new double[] {-.809532, -3.103437, -1.154701, 5.067669}, within(1e-6));
    double[] plain = new double[4];
    for (int i = 0; i < 4; i++) {
      plain[i] = rows[0][i] + rows[1][i] + 2 * rows[2][i];
    }
    assertThat(plain).containsExactly(new double[] {11.2, -7.8, 3.2, 7}, within(1e-12));
    assertThat(Pick.best(plain)).isZero();
    assertThat(Pick.best(composed)).isEqualTo(3);
  }

  @Test
  void anObjectiveThatNeverVariedOrIsMissingCountsNothing() {
    ObjectiveScales scales = ObjectiveScales.fresh(2);
    double[] z = new double[2];
    scales.standardise(new double[] {5, Double.NaN}, z);
    assertThat(z).containsExactly(0, 0);
    scales.observe(new double[] {1, Double.NaN}, 100);
    scales.observe(new double[] {3, Double.NaN}, 100);
    scales.standardise(new double[] {4, 7}, z);
    assertThat(z).containsExactly(2, 0);
    assertThat(scales.count()).containsExactly(2, 0);
  }

  @Test
  void correlationsAndDisagreementsShowInterference() {
    Interference seen = new Interference(2);
    assertThat(seen.disagreement()).isNaN();
    assertThat(seen.correlation(0, 1)).isNaN();
    seen.add(new double[] {1, -1}, 1, -1);
    seen.add(new double[] {2, -2}, 1, 1);
    seen.add(new double[] {-1, 1}, 0, 1);
    assertThat(seen.correlation(0, 1)).isCloseTo(-1, within(1e-12));
    assertThat(seen.correlation(1, 0)).isEqualTo(seen.correlation(0, 1));
    assertThat(seen.correlation(1, 1)).isEqualTo(1);
    assertThat(seen.disagreement()).isCloseTo(1 / 3., within(1e-12));
  }
}
