package io.flyball.core.reward.group;

import static io.flyball.core.reward.group.Comparison.LEAVE_ONE_OUT;
import static io.flyball.core.reward.group.Comparison.MEAN_CENTRED;
import static io.flyball.core.reward.group.Comparison.NEGATIVE_AWARE;
import static io.flyball.core.reward.group.Comparison.STD_NORMALISED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.random.Draws;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonTest {
  private static final Offset<Double> EXACT = within(1e-12);

  @ParameterizedTest
  @EnumSource(Comparison.class)
  void aGroupOfOneCannotBeComparedAndEqualOnesEarnNothing(Comparison comparison) {
    assertThatThrownBy(() -> comparison.of(new double[] {1})).hasMessageContaining("found 1");
    assertThatThrownBy(() -> comparison.of(new double[] {1, Double.NaN}))
        .hasMessageContaining("NaN");
    assertThat(comparison.of(new double[] {.25, .25, .25})).containsExactly(0, 0, 0);
  }

  /** Known answer computed with numpy from LOOP's equation; also K/(K-1) (r - mean). */
  @Test
  void eachIsJudgedByTheOthers() {
    double[] r = {1, 0, 0, 1, 0, .5};
    double[] known = {.7, -.5, -.5, .7, -.5, .1};
    assertThat(LEAVE_ONE_OUT.of(r)).containsExactly(known, EXACT);
    double[] centred = MEAN_CENTRED.of(r);
    for (int i = 0; i < r.length; i++) {
      assertThat(centred[i] * 6 / 5).isCloseTo(known[i], EXACT);
    }
  }

  /** p = 1/4: successes sqrt 3 = 1.7320508, failures -1/sqrt 3 = -.5773503 (NFT's equations). */
  @Test
  void negativeAwareWeightsOnPolicyAreGroupAdvantages() {
    boolean[] success = {true, false, false, false};
    double[] scores = {1, -1, -1, -1};
    double[] known = {1.7320508, -.5773503, -.5773503, -.5773503};
    assertThat(NEGATIVE_AWARE.of(scores)).containsExactly(known, within(5e-8));
    assertThat(NEGATIVE_AWARE.of(scores)).containsExactly(STD_NORMALISED.of(scores), EXACT);
    double[] byRate = new NegativeAware(false).weights(success);
    assertThat(byRate).containsExactly(MEAN_CENTRED.of(new double[] {1, 0, 0, 0}), EXACT);
  }

  @Test
  void offPolicyAFailureThatBecameLikelierWeighsMore() {
    boolean[] success = {true, false};
    NegativeAware aware = new NegativeAware(false);
    double[] weights = aware.weights(success, new double[] {0, Math.log(1.5)});
    // p = 1/2, R = 1.5: (1 - .75)/.5 = .5 is clamped to 1, so -.5 * .5 * 1.5 / .5.
    assertThat(weights).containsExactly(new double[] {.5, -.75}, EXACT);
    assertThat(NegativeAware.clamped(.5, .5)).isCloseTo(1.5, EXACT);
    assertThat(NegativeAware.rate(new boolean[] {true, true})).isEqualTo(.98);
    assertThat(aware.weights(new boolean[] {true, true})).containsExactly(0, 0);
    assertThat(aware.weights(success, new double[] {0, 99})[1])
        .isCloseTo(-.5 * Math.exp(10), within(1e-6));
  }

  /**
   * Policy gradient of a softmax over three arms from groups of six: the leave-one-out estimate is
   * unbiased, and varies less in total than without a baseline (LOOP; the exact gradient is a
   * closed form).
   */
  @Test
  void theLeaveOneOutGradientIsUnbiasedAndVariesLess() {
    double[] pi = {.2, .3, .5};
    double[] means = {1, .2, .6};
    double value = .2 * 1 + .3 * .2 + .5 * .6;
    int groups = 40_000;
    double[] sum = new double[3];
    double[] squares = new double[3];
    double[] plainSquares = new double[3];
    double[] plainSum = new double[3];
    for (int g = 0; g < groups; g++) {
      int[] arms = new int[6];
      double[] r = new double[6];
      for (int i = 0; i < 6; i++) {
        double u = Draws.uniform(5, g, 2L * i);
        arms[i] = u < .2 ? 0 : u < .5 ? 1 : 2;
        r[i] = Draws.uniform(5, g, 2L * i + 1) < means[arms[i]] ? 1 : 0;
      }
      double[] a = LEAVE_ONE_OUT.of(r);
      for (int k = 0; k < 3; k++) {
        double loo = 0;
        double plain = 0;
        for (int i = 0; i < 6; i++) {
          double score = (arms[i] == k ? 1 : 0) - pi[k];
          loo += a[i] * score / 6;
          plain += r[i] * score / 6;
        }
        sum[k] += loo;
        squares[k] += loo * loo;
        plainSum[k] += plain;
        plainSquares[k] += plain * plain;
      }
    }
    double variance = 0;
    double plainVariance = 0;
    for (int k = 0; k < 3; k++) {
      double mean = sum[k] / groups;
      double var = squares[k] / groups - mean * mean;
      double exact = pi[k] * (means[k] - value);
      assertThat(mean).isCloseTo(exact, within(3 * Math.sqrt(var / groups)));
      variance += var;
      plainVariance += plainSquares[k] / groups - Math.pow(plainSum[k] / groups, 2);
    }
    assertThat(variance).isLessThan(plainVariance);
  }
}
