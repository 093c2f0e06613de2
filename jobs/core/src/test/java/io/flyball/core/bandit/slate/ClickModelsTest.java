package io.flyball.core.bandit.slate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.random.Draws;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClickModelsTest {
  private static final double[][] CLICKS = {{30, 10}, {12, 8}};
  private static final double[][] SHOWN = {{100, 100}, {60, 140}};
  private static final PositionBasedClicks START =
      new PositionBasedClicks(new double[] {1, 0.5}, new double[] {0.3, 0.3});

  /** Worked out with the published equations of expectation maximisation. */
  @Test
  void oneStepOfExpectationMaximisation() {
    PositionBasedClicks one = START.step(CLICKS, SHOWN);
    assertThat(one.theta()).containsExactly(new double[] {1, 0.470588235294}, within(1e-12));
    assertThat(one.alpha())
        .containsExactly(new double[] {0.315441176471, 0.172058823529}, within(1e-12));
    assertThat(one.logLikelihood(CLICKS, SHOWN)).isCloseTo(-157.593213286, within(1e-9));
  }

  @Test
  void theLimitOfExpectationMaximisationIsMoreLikelyThanEveryStepBefore() {
    PositionBasedClicks limit = START.fit(CLICKS, SHOWN, 1e-13, 100_000);
    assertThat(limit.theta()[1]).isCloseTo(0.635858389, within(1e-8));
    assertThat(limit.alpha()).containsExactly(new double[] {0.30360035, 0.09532287}, within(1e-8));
    assertThat(limit.logLikelihood(CLICKS, SHOWN))
        .isGreaterThan(START.step(CLICKS, SHOWN).logLikelihood(CLICKS, SHOWN));
  }

  @Test
  void whatWasNeverShownKeepsItsNumbers() {
    PositionBasedClicks none = START.step(new double[2][2], new double[2][2]);
    assertThat(none.theta()).isEqualTo(START.theta());
    assertThat(none.alpha()).isEqualTo(START.alpha());
  }

  /** Two arms at two positions, drawn at random: the truth is what the clicks were drawn with. */
  @Test
  void examinationIsFoundOnlineAndByInterventions() {
    double[] theta = {1, 0.4};
    double[] alpha = {0.5, 0.2};
    double[] positions = OnlineExamination.positions(2);
    double[][] arms = {OnlineExamination.arm(), OnlineExamination.arm()};
    ExaminationHarvest harvest = new ExaminationHarvest(2);
    for (int t = 0; t < 40_000; t++) {
      int top = Draws.uniform(1, t, 0) < 0.7 ? 0 : 1;
      for (int l = 1; l <= 2; l++) {
        int arm = l == 1 ? top : 1 - top;
        boolean clicked = Draws.uniform(1, t, l) < theta[l - 1] * alpha[arm];
        OnlineExamination.learn(
            positions, arms[arm], l, OnlineExamination.theta(positions, l), clicked);
        if (clicked) {
          harvest.click(l, arm == 0 ? new double[] {0.7, 0.3} : new double[] {0.3, 0.7});
        }
      }
    }
    assertThat(harvest.ratio(2)).isCloseTo(0.4, within(0.03));
    assertThat(OnlineExamination.theta(positions, 2)).isCloseTo(0.4, within(0.06));
    assertThat(arms[0][1]).isCloseTo(0.5, within(0.06));
    assertThat(arms[1][1]).isCloseTo(0.2, within(0.06));
  }

  @Test
  void aPositionThatIsNotKnownYetIsExaminedByItsPlace() {
    double[] two = OnlineExamination.positions(2);
    assertThat(OnlineExamination.theta(two, 1)).isEqualTo(1);
    assertThat(OnlineExamination.theta(two, 4)).isEqualTo(0.25);
    assertThat(OnlineExamination.theta(OnlineExamination.grown(two, 4), 4)).isEqualTo(0.25);
    assertThat(OnlineExamination.theta(two, 1000)).isEqualTo(0.01);
  }

  /** By hand: arm 0 is looked at 3 times and clicked once, arm 1 twice and once, arm 2 once. */
  @Test
  void theCascadeStopsAtTheFirstClick() {
    CascadeClicks cascade = new CascadeClicks();
    assertThat(cascade.alpha(0)).isNaN();
    assertThat(cascade.logLikelihood()).isZero();
    cascade.add(new int[] {0, 1, 2}, new boolean[] {false, true, false});
    cascade.add(new int[] {0, 2, 1}, new boolean[] {true, false, false});
    cascade.add(new int[] {1, 0, 2}, new boolean[] {false, false, false});
    assertThat(new double[] {cascade.alpha(0), cascade.alpha(1), cascade.alpha(2)})
        .containsExactly(1 / 3.0, 1 / 2.0, 0);
    assertThat(cascade.logLikelihood())
        .isCloseTo(Math.log(1 / 3.0) + 2 * Math.log(2 / 3.0) + 2 * Math.log(.5), within(1e-12));
    cascade.add(new int[] {20, 1, 2}, new boolean[] {true, false, true});
    assertThat(cascade.several()).isEqualTo(1);
    assertThat(cascade.logLikelihood()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aLogWithoutClicksTellsNothing() {
    SlateClicks clicks = new SlateClicks(2);
    clicks.add(List.of("a", "b"), new double[] {0, 0});
    assertThat(clicks.known()).isFalse();
    clicks.add(List.of("a", "b"), new double[] {1, 0});
    assertThat(clicks.known()).isTrue();
    clicks.add(List.of("a", "b"), new double[] {.5, 0});
    assertThat(clicks.known()).as("rewards that are no clicks").isFalse();
  }
}
