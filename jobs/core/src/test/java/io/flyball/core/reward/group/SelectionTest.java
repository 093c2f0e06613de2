package io.flyball.core.reward.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Pick;
import io.flyball.core.random.Draws;
import org.junit.jupiter.api.Test;

class SelectionTest {
  @Test
  void aMemberWithoutAllScoresIsRefused() {
    assertThatThrownBy(() -> Best.byAverageRank(new double[][] {{1, 2}, {1}}))
        .hasMessageContaining("found 1");
    assertThatThrownBy(() -> Best.byAverageRank(new double[][] {{1, Double.NaN}}))
        .hasMessageContaining("NaN");
  }

  /** Known answer: ranks (2, 2.333, 1.667) pick the third, means (.767, .7, .733) the first. */
  @Test
  void ranksPickAnotherCandidateThanMeans() {
    double[][] scores = {{.8, .6, .9}, {.7, .9, .5}, {.9, .7, .6}};
    assertThat(Best.averageRanks(scores))
        .containsExactly(new double[] {2, 7 / 3., 5 / 3.}, within(1e-12));
    assertThat(Best.byAverageRank(scores)).isEqualTo(2);
    assertThat(Best.byValue(new double[] {2.3 / 3, 2.1 / 3, 2.2 / 3})).isZero();
    assertThat(Best.averageRanks(new double[][] {{1}, {1}, {0}})).containsExactly(1.5, 1.5, 3);
  }

  /** r ~ N(.3, .8^2), alpha .5: v = mu + s^2/(2 alpha) = .94 (moment generating function). */
  @Test
  void theSoftValueOfANormalRewardIsItsClosedForm() {
    SoftValue soft = new SoftValue(.5);
    SoftValue.State state = SoftValue.State.EMPTY;
    assertThat(soft.value(state)).isNaN();
    for (int i = 0; i < 400_000; i++) {
      state = soft.add(state, .3 + .8 * Draws.gaussian(3, 1, i), 1);
    }
    assertThat(soft.value(state)).isCloseTo(.94, within(.01));
  }

  @Test
  void theSoftValueLiesBetweenTheMeanAndTheMaximum() {
    assertThat(value(1e9)).isCloseTo(2, within(1e-6));
    assertThat(value(1e-3)).isCloseTo(4, within(2e-3));
    SoftValue soft = new SoftValue(1e-3);
    SoftValue.State huge = soft.add(soft.add(SoftValue.State.EMPTY, 1e6, 1), -1e6, 1);
    assertThat(soft.value(huge)).isCloseTo(1e6, within(1.));
    SoftValue.State faded = soft.add(soft.add(SoftValue.State.EMPTY, 5, .5), 5, .5);
    assertThat(soft.value(faded)).isCloseTo(5, within(1e-9));
  }

  private static double value(double alpha) {
    SoftValue soft = new SoftValue(alpha);
    SoftValue.State state = SoftValue.State.EMPTY;
    for (double r : new double[] {1, 4, 1}) {
      state = soft.add(state, r, 1);
    }
    return soft.value(state);
  }

  /** Chi-square with 3 degrees of freedom: 16.3 is its 99.9 % point. */
  @Test
  void candidatesAreDrawnAsOftenAsTheirLoggedPropensitySays() {
    double[] p = new SoftValue(.5).propensities(new double[] {.1, .5, .9, .4});
    int n = 20_000;
    int[] drawn = new int[4];
    for (int i = 0; i < n; i++) {
      drawn[Pick.from(p, Draws.uniform(4, 1, i))]++;
    }
    double chiSquare = 0;
    for (int a = 0; a < 4; a++) {
      chiSquare += Math.pow(drawn[a] - n * p[a], 2) / (n * p[a]);
    }
    assertThat(chiSquare).isLessThan(16.3);
  }

  @Test
  void theTeacherCountsOnlyWhileSuccessIsRare() {
    assertThat(new TeacherGate(2).open(new boolean[] {})).isTrue();
    assertThat(new TeacherGate(2).open(new boolean[] {true, false})).isTrue();
    assertThat(new TeacherGate(2).open(new boolean[] {true, true})).isFalse();
    assertThat(new TeacherGate(0).open(new boolean[] {false})).isFalse();
    assertThatThrownBy(() -> new TeacherGate(-1)).hasMessageContaining("-1");
  }

  /** P(xi = 1) = BinomCDF(1; 8, .1) = .9^8 + 8 .1 .9^7 = .8131. */
  @Test
  void theGateOpensAsOftenAsTheBinomialLawSays() {
    TeacherGate gate = new TeacherGate(2);
    assertThat(Math.pow(.9, 8) + .8 * Math.pow(.9, 7)).isCloseTo(.8131, within(5e-5));
    int open = 0;
    for (int g = 0; g < 100_000; g++) {
      boolean[] success = new boolean[8];
      for (int i = 0; i < 8; i++) {
        success[i] = Draws.uniform(8, g, i) < .1;
      }
      open += gate.open(success) ? 1 : 0;
    }
    assertThat(open / 100_000.0).isCloseTo(.8131, within(.005));
  }
}
