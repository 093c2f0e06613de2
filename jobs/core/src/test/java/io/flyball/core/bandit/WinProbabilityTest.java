package io.flyball.core.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WinProbabilityTest {
  @Test
  void withoutSpreadTheLargestMeanWins() {
    assertThat(normal(new double[] {1, 2}, new double[] {0, 0})).containsExactly(0, 1);
    assertThat(normal(new double[] {3}, new double[] {1})).containsExactly(1);
  }

  @Test
  void twoNormalsHaveTheClosedForm() {
    // P(N(.6, .1^2) > N(.5, .1^2)) = Phi(1/sqrt 2).
    assertThat(normal(new double[] {.5, .6}, new double[] {.1, .1}))
        .containsExactly(new double[] {.23975006, .76024994}, within(1e-8));
  }

  @Test
  void oneMuchWiderThanTheOtherStillHasTheClosedForm() {
    // P(X1 > X2) with difference 1 and standard deviation sqrt(100^2 + 0.01^2).
    double[] p = normal(new double[] {1, 0}, new double[] {100, .01});
    assertThat(p[0]).isCloseTo(.5 + .01 / Math.sqrt(2 * Math.PI), within(1e-5));
  }

  /** Five digits, confirmed by four million samples. */
  @Test
  void fiveArmsOfDifferentWidth() {
    assertThat(normal(new double[] {.5, .55, .6, .52, .4}, new double[] {.1, .05, .08, .2, .3}))
        .containsExactly(new double[] {.08787, .10673, .34768, .26055, .19717}, within(1e-5));
  }

  private static double[] normal(double[] mean, double[] sd) {
    double[] out = new double[mean.length];
    WinProbability.normal(mean, sd, out);
    return out;
  }
}
