package io.flyball.core.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Eight rows on three arms whose estimates were computed with the formulas of Open Bandit Pipeline
 * (estimators.py) in another language.
 */
class KnownEstimatesTest {
  private static final Offset<Double> DIGITS = within(1e-11);
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
    for (int arm = 0; arm < 3; arm++) {
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

  private static EstimatorSums sums(Estimator estimator, double limit) {
    EstimatorSums sums = new EstimatorSums(estimator, limit, 0, 1, 10);
    for (int row = 0; row < SHOWN.length; row++) {
      boolean model = estimator.model();
      sums.add(
          candidate(row)[SHOWN[row]] / PROPENSITY[row],
          REWARD[row],
          model ? predicted(row)[SHOWN[row]] : 0,
          model ? direct(row) : 0,
          1);
    }
    return sums;
  }

  @ParameterizedTest
  @CsvSource({
    "IPS, 0, .326041666667",
    "SNIPS, 0, .294726930320",
    "DM, 0, .385",
    "DR, 0, .300833333333",
    "SNDR, 0, .308917137476",
    "CLIPPED_IPS, 2, .326041666667",
    "SWITCH_DR, 2, .450833333333",
    "DROS, 2, .427017463860",
    "DR_PS, 2, .375833333333",
    "CLIPPED_IPS, 1, .263541666667",
    "SWITCH_DR, 1, .438333333333",
    "DROS, 1, .428955960368",
    "DR_PS, 1, .413333333333",
    "SG_IPW, .1, .326405775076"
  })
  void estimates(Estimator estimator, double limit, double value) {
    assertThat(sums(estimator, limit).value()).isCloseTo(value, DIGITS);
  }

  /** The sums that the job keeps give the same. */
  @Test
  void runningSumsOfTheJob() {
    Evaluation e = evaluation(2);
    assertThat(e.ips()).isCloseTo(.326041666667, DIGITS);
    assertThat(e.snips()).isCloseTo(.294726930320, DIGITS);
    assertThat(e.directMethod()).isCloseTo(.385, DIGITS);
    assertThat(e.doublyRobust()).isCloseTo(.300833333333, DIGITS);
    assertThat(e.selfNormalisedDoublyRobust()).isCloseTo(.308917137476, DIGITS);
    assertThat(e.effectiveSampleSize()).isCloseTo(3.622664054219, DIGITS);
    assertThat(e.switchDoublyRobust()).isCloseTo(.450833333333, DIGITS);
    assertThat(e.shrunkDoublyRobust()).isCloseTo(.427017463860, DIGITS);
    assertThat(evaluation(1).clippedIps()).isCloseTo(.263541666667, DIGITS);
  }

  @Test
  void standardErrorsOfSnipsAndOfTheDoublyRobustEstimator() {
    assertThat(sums(Estimator.SNIPS, 0).error()).isCloseTo(.194756389489, DIGITS);
    assertThat(sums(Estimator.DR, 0).error()).isCloseTo(.203765945427, DIGITS);
  }

  @Test
  void largestShareOfARow() {
    WeightTail tail = new WeightTail();
    for (int row = 0; row < SHOWN.length; row++) {
      tail.add(candidate(row)[SHOWN[row]] / PROPENSITY[row], REWARD[row]);
    }
    assertThat(tail.largestShare()).isCloseTo(.575079872204, DIGITS);
    assertThat(tail.doubt(0)).startsWith("4 rows have a weighted reward other than 0");
  }

  @Test
  void weightsOfTheMoreRobustFit() {
    double[] weights = {.4, 3.888889, 6, .2, .777778, .09375, 36, .09375};
    for (int row = 0; row < SHOWN.length; row++) {
      assertThat(RewardModel.robustWeight(candidate(row)[SHOWN[row]], PROPENSITY[row]))
          .isCloseTo(weights[row], within(5e-7));
    }
  }
}
