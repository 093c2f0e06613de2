package io.flyball.core.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Eight rows on three arms whose estimates were computed with the formulas of Open Bandit Pipeline
 * (estimators.py) in another language.
 */
class KnownEstimatesTest {
  private static final Offset<Double> DIGITS = within(1e-11);
  private static final String[] ARMS = {"0", "1", "2"};
  private static final int[] SHOWN = {0, 1, 2, 0, 1, 0, 2, 0};
  private static final double[] PROPENSITY = {.5, .3, .2, .5, .3, .8, .1, .8};
  private static final double[] REWARD = {1, 0, 1, 0, 1, 0, 0, 1};

  private static double[] candidate(int row) {
    if (row < 3) {
      return new double[] {.2, .5, .3};
    }
    return row < 5 ? new double[] {.1, .1, .8} : new double[] {.3, .3, .4};
  }

  private static double[] predicted(int row) {
    return row < 4 ? new double[] {.4, .3, .6} : new double[] {.5, .2, .3};
  }

  private static double direct(int row) {
    double sum = 0;
    for (int arm = 0; arm < ARMS.length; arm++) {
      sum += candidate(row)[arm] * predicted(row)[arm];
    }
    return sum;
  }

  private static Evaluation evaluation(double limit) {
    Evaluation e = new Evaluation(new Evaluation.Limits(limit, limit, limit));
    for (int row = 0; row < SHOWN.length; row++) {
      e.add(
          candidate(row)[SHOWN[row]],
          PROPENSITY[row],
          REWARD[row],
          predicted(row)[SHOWN[row]],
          direct(row));
    }
    return e;
  }

  @Test
  void estimatorsWithoutALimit() {
    Evaluation e = evaluation(2);
    assertThat(e.ips()).isCloseTo(.326041666667, DIGITS);
    assertThat(e.snips()).isCloseTo(.294726930320, DIGITS);
    assertThat(e.directMethod()).isCloseTo(.385, DIGITS);
    assertThat(e.doublyRobust()).isCloseTo(.300833333333, DIGITS);
    assertThat(e.selfNormalisedDoublyRobust()).isCloseTo(.308917137476, DIGITS);
    assertThat(e.effectiveSampleSize()).isCloseTo(3.622664054219, DIGITS);
  }

  @Test
  void estimatorsOfAWeightOfTwoAtMost() {
    Evaluation e = evaluation(2);
    assertThat(e.clippedIps()).isCloseTo(.326041666667, DIGITS);
    assertThat(e.switchDoublyRobust()).isCloseTo(.450833333333, DIGITS);
    assertThat(e.shrunkDoublyRobust()).isCloseTo(.427017463860, DIGITS);
  }

  @Test
  void estimatorsOfAWeightOfOneAtMost() {
    Evaluation e = evaluation(1);
    assertThat(e.clippedIps()).isCloseTo(.263541666667, DIGITS);
    assertThat(e.switchDoublyRobust()).isCloseTo(.438333333333, DIGITS);
    assertThat(e.shrunkDoublyRobust()).isCloseTo(.428955960368, DIGITS);
  }

  @Test
  void standardErrorsOfSnipsAndOfTheDoublyRobustEstimator() {
    LogIntervals intervals = new LogIntervals(0, 1);
    for (int row = 0; row < SHOWN.length; row++) {
      intervals.add(
          ARMS,
          candidate(row),
          SHOWN[row],
          PROPENSITY[row],
          REWARD[row],
          predicted(row)[SHOWN[row]],
          direct(row));
    }
    assertThat(intervals.snipsError()).isCloseTo(.194756389489, DIGITS);
    assertThat(intervals.doublyRobustError()).isCloseTo(.203765945427, DIGITS);
    assertThat(intervals.doubt()).startsWith("4 rows have a weighted reward other than 0");
  }
}
