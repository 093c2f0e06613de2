package io.flyball.core.reward.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Pick;
import io.flyball.core.random.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {
  private static final double[][] TIE = {{0, 0}};

  @Test
  void withoutContextsNothingCanShift() {
    ShiftGuard.Verdict verdict =
        new ShiftGuard(.5, 0, .1).judge(new double[0][], new double[0][], 0, 0);
    assertThat(verdict.bound()).isZero();
    assertThat(verdict.accepted()).isTrue();
    assertThatThrownBy(() -> new ShiftGuard(0, 0, .1)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> new ShiftGuard(1, 1, .1)).hasMessageContaining("discount");
    assertThatThrownBy(() -> new ShiftGuard(1, 0, 0)).hasMessageContaining("budget");
  }

  /**
   * Two arms at a tie moved by delta/2 each: TV = tanh(delta/(2 alpha))/2, bound delta/(4 alpha).
   */
  @ParameterizedTest
  @CsvSource({"0.01, 0.0049998, 0.005, true", "1, 0.3808, 0.5, false"})
  void aTieShiftsByItsClosedForm(double delta, double shift, double bound, boolean accepted) {
    ShiftGuard guard = new ShiftGuard(.5, 0, .1);
    ShiftGuard.Verdict verdict = guard.judge(TIE, new double[][] {{delta / 2, -delta / 2}}, 0, 1);
    assertThat(verdict.predicted()).isCloseTo(shift, within(5e-5 * (1 + shift)));
    assertThat(verdict.predicted()).isCloseTo(.5 * Math.tanh(delta), within(1e-12));
    assertThat(verdict.bound()).isCloseTo(bound, within(1e-12));
    assertThat(verdict.accepted()).isEqualTo(accepted);
    ShiftGuard warmer = new ShiftGuard(verdict.temperature(), 0, .1);
    assertThat(warmer.judge(TIE, new double[][] {{delta / 2, -delta / 2}}, 0, 1).bound())
        .isCloseTo(.1, within(1e-12));
  }

  @Test
  void theBoundIsNeverViolated() {
    for (int i = 0; i < 10_000; i++) {
      int arms = 2 + (int) (6 * Draws.uniform(1, i, 0));
      double[] before = new double[arms];
      double[] after = new double[arms];
      for (int a = 0; a < arms; a++) {
        before[a] = 4 * Draws.uniform(2, i, a) - 2;
        after[a] = before[a] + (2 * Draws.uniform(3, i, a) - 1) * Draws.uniform(4, i, 0);
      }
      ShiftGuard guard = new ShiftGuard(.05 + 2 * Draws.uniform(5, i, 0), 0, .5);
      ShiftGuard.Verdict verdict =
          guard.judge(new double[][] {before}, new double[][] {after}, 0, 0);
      assertThat(verdict.predicted()).isLessThanOrEqualTo(verdict.bound() + 1e-12);
    }
  }

  @Test
  void anArgMaxPolicyFallsOffTheCliffAtAnyChange() {
    assertThat(Pick.best(new double[] {1e-9, 0})).isNotEqualTo(Pick.best(new double[] {0, 1e-9}));
  }

  @Test
  void aDiscountMultipliesTheBound() {
    double[][] after = {{.1, 0}};
    assertThat(new ShiftGuard(1, .5, 1).judge(TIE, after, 0, 0).bound())
        .isCloseTo(2 * new ShiftGuard(1, 0, 1).judge(TIE, after, 0, 0).bound(), within(1e-12));
  }

  @Test
  void aContextIsTiedWhenItsGapIsWithinTheNoise() {
    NearTies ties = new NearTies(2);
    assertThat(ties.tied(new double[] {}, new double[] {})).isFalse();
    assertThat(ties.tied(new double[] {1}, new double[] {1})).isFalse();
    assertThat(ties.tied(new double[] {1, .5, .9}, new double[] {.03, 1, .03})).isFalse();
    assertThat(ties.tied(new double[] {1, .5, .9}, new double[] {.04, 1, .04})).isTrue();
    assertThat(ties.tied(new double[] {1, .5}, new double[] {.1, Double.NaN})).isTrue();
    assertThat(ties.rate(new double[][] {{1, 0}, {1, 1}}, new double[][] {{.1, .1}, {.1, .1}}))
        .isEqualTo(.5);
  }
}
