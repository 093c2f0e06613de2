package io.flyball.core.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TuningTest {
  private static final double[] VALUES = {.50, .48, .30, .10};
  private static final double[] WIDTHS = {.20, .10, .03, .01};

  /** Su et al.'s rule by hand: [.1, .9], [.28, .68], [.24, .36] share .3; [.08, .12] does not. */
  @Test
  void slopeTakesTheLastWhoseIntervalsShareAPoint() {
    assertThat(Tuning.slope(VALUES, WIDTHS)).isEqualTo(2);
  }

  /** Known answer of Open Bandit Pipeline's rule. */
  @Test
  void slopePlusPlusTakesTheSecond() {
    assertThat(Tuning.slopePlusPlus(VALUES, WIDTHS)).isEqualTo(1);
  }

  @Test
  void theOrderOfTheEstimatesChangesNothing() {
    double[] values = {.10, .30, .50, .48};
    double[] widths = {.01, .03, .20, .10};
    assertThat(Tuning.slope(values, widths)).isEqualTo(1);
    assertThat(Tuning.slopePlusPlus(values, widths)).isEqualTo(3);
  }

  /** var 2, n 100, gap .1, mean w^2 4, wmax 10, delta .05: by hand. */
  @Test
  void meanSquaredError() {
    double log = Math.log(40);
    double bias = .1 + Math.sqrt(8 * log / 100) + 20 * log / 300;
    assertThat(Tuning.meanSquaredError(2, 100, -.1, 4, 10, .05))
        .isCloseTo(.02 + bias * bias, within(1e-15));
  }

  /**
   * A weight of 1000 in 2000 rows: both rules prefer a limit to none; mse takes the least error.
   */
  @Test
  void aHeavyRowIsLimited() {
    List<EstimatorSums> limits = new ArrayList<>();
    for (double limit : Tuning.LIMITS) {
      limits.add(new EstimatorSums(Estimator.CLIPPED_IPS, limit, 0, 1, 1));
    }
    for (int i = 0; i < 2000; i++) {
      double w = i == 77 ? 1000 : .5;
      double r = i % 3 == 2 ? 1 : 0;
      limits.forEach(each -> each.add(w, r, 0, 0, 1));
    }
    for (Tuning tuning : List.of(Tuning.SLOPE, Tuning.SLOPE_PLUS_PLUS)) {
      EstimatorSums chosen = tuning.choose(limits, 500.25, 1000);
      assertThat(chosen.limit()).as(tuning.label()).isLessThan(100);
      assertThat(chosen.value()).as(tuning.label()).isBetween(.16, .2);
    }
    EstimatorSums least = Tuning.MSE.choose(limits, 500.25, 1000);
    assertThat(limits)
        .allSatisfy(
            each ->
                assertThat(Tuning.meanSquaredError(each, 500.25, 1000))
                    .isGreaterThanOrEqualTo(Tuning.meanSquaredError(least, 500.25, 1000)));
  }

  @Test
  void namesAreChecked() {
    assertThat(Tuning.parse("slope++")).isEqualTo(Tuning.SLOPE_PLUS_PLUS);
    assertThatThrownBy(() -> Tuning.parse("best")).hasMessageContaining("slope, slope++ or mse");
    assertThat(Estimator.parse("switch_dr")).isEqualTo(Estimator.SWITCH_DR);
    assertThatThrownBy(() -> Estimator.parse("dp")).hasMessageContaining("mrdr, not 'dp'");
  }
}
