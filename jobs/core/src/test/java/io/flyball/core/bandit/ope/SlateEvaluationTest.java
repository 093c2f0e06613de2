package io.flyball.core.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.bandit.slate.PlackettLuce;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Three slates of two of three arms, logged by weights (3, 2, 1), evaluated for (1, 1, 2). */
@SuppressWarnings("EnumOrdinal") // estimates come in the order of the estimators
class SlateEvaluationTest {
  private static final Offset<Double> DIGITS = within(1e-9);
  private static final double[] LOGGED = {3, 2, 1};
  private static final double[] EVALUATED = {1, 1, 2};
  private static final String[] NAMES = {"0", "1", "2"};
  private static final double[][] Q = {{.3, .2, .5}, {.1, .2, .4}};

  /** Shares of weights among some arms. */
  private static double[] shares(double[] weights, String[] arms) {
    double[] p = new double[arms.length];
    Arrays.setAll(p, i -> weights[Integer.parseInt(arms[i])]);
    double sum = Arrays.stream(p).sum();
    Arrays.setAll(p, i -> p[i] / sum);
    return p;
  }

  private static Candidate by(double... weights) {
    return row -> shares(weights, row.decision().arms());
  }

  private static LogRow position(String arm, double reward, double[] p, String... arms) {
    double propensity = p[Arrays.asList(arms).indexOf(arm)];
    return new LogRow(
        "", new LoggedDecision(arm, propensity, arms, new double[0], reward, 1), p, new double[0]);
  }

  private static LoggedSlate slate(int first, int second, double r1, double r2) {
    String[] left =
        Arrays.stream(NAMES).filter(a -> !a.equals(NAMES[first])).toArray(String[]::new);
    return new LoggedSlate(
        "",
        List.of(
            position(NAMES[first], r1, shares(LOGGED, NAMES), NAMES),
            position(NAMES[second], r2, shares(LOGGED, left), left)),
        false);
  }

  private static List<LoggedSlate> slates() {
    return List.of(slate(0, 1, 0, 1), slate(2, 0, 1, 0), slate(1, 2, 0, 0));
  }

  /** A model that knows Q and learns nothing. */
  private static RewardModel known(int position) {
    return new RewardModel() {
      @Override
      public int fold(LogRow row, long number) {
        return 0;
      }

      @Override
      public void add(LoggedDecision row, int fold, double weight) {}

      @Override
      public double predict(LoggedDecision row, int arm, int fold) {
        return Q[position][Integer.parseInt(row.arms()[arm]) % 3];
      }
    };
  }

  private static SlateEvaluation evaluation(Candidate candidate, boolean global) {
    return new SlateEvaluation(candidate, 2, 0, 1, global, SlateEvaluationTest::known);
  }

  private static SlateEvaluation evaluated(Candidate candidate, List<LoggedSlate> slates) {
    SlateEvaluation evaluation = evaluation(candidate, false);
    slates.forEach(evaluation::add);
    return evaluation;
  }

  private static SlateSums sums(SlateEvaluation evaluation, SlateEstimator estimator) {
    return evaluation.estimates().get(estimator.ordinal());
  }

  private static double value(SlateEvaluation evaluation, SlateEstimator estimator) {
    return sums(evaluation, estimator).value();
  }

  @Test
  void anEmptyLogHasNoValue() {
    for (SlateSums sums : evaluation(by(EVALUATED), false).estimates()) {
      assertThat(sums.value()).as(sums.estimator().label()).isNaN();
    }
  }

  @Test
  void publishedEstimatesOfThreeSlates() {
    SlateEvaluation all = evaluated(by(EVALUATED), slates());
    assertThat(all.slates()).isEqualTo(3);
    assertThat(all.logged()).isCloseTo(2 / 3.0, DIGITS);
    assertThat(value(all, SlateEstimator.SIPS)).isCloseTo(11 / 12.0, DIGITS);
    assertThat(value(all, SlateEstimator.IIPS)).isCloseTo(23 / 18.0, DIGITS);
    assertThat(value(all, SlateEstimator.RIPS)).isCloseTo(13 / 12.0, DIGITS);
    assertThat(value(all, SlateEstimator.PI)).isCloseTo(.945555556, DIGITS);
    assertThat(value(all, SlateEstimator.CASCADE_DR)).isCloseTo(139 / 180.0, DIGITS);
  }

  @Test
  void eachSlateAddsWhatThePublishedFormulaGives() {
    double[] robust = {71 / 120.0, 83 / 40.0, -7 / 20.0};
    double[] inverse = {.27, 2.566666667, 0};
    for (int i = 0; i < 3; i++) {
      SlateEvaluation one = evaluated(by(EVALUATED), List.of(slates().get(i)));
      assertThat(value(one, SlateEstimator.CASCADE_DR)).isCloseTo(robust[i], DIGITS);
      assertThat(value(one, SlateEstimator.PI)).isCloseTo(inverse[i], DIGITS);
    }
  }

  /** All six slates of two of three arms; their mean under the log is 1. */
  @Test
  void weightsOfThePseudoInverse() {
    int[][] shown = {{0, 1}, {0, 2}, {1, 0}, {1, 2}, {2, 0}, {2, 1}};
    double[] weights = {.27, .96, .306666667, 2.08, 2.566666667, 3.65};
    double[] joint = {1 / 3.0, 1 / 6.0, 1 / 4.0, 1 / 12.0, 1 / 10.0, 1 / 15.0};
    double mean = 0;
    for (int i = 0; i < shown.length; i++) {
      LoggedSlate slate = slate(shown[i][0], shown[i][1], 1, 0);
      double w = value(evaluated(by(EVALUATED), List.of(slate)), SlateEstimator.PI);
      assertThat(w).isCloseTo(weights[i], DIGITS);
      mean += joint[i] * w;
    }
    assertThat(mean).isCloseTo(1, within(1e-9));
  }

  /** Whole slates by the mean weight; the others position by position. */
  @Test
  void selfNormalisedByTheMeanWeight() {
    SlateEvaluation all = evaluated(by(EVALUATED), slates());
    double joint = 1 / 4.0 + 5 / 2.0 + 2;
    assertThat(value(all, SlateEstimator.SNSIPS)).isCloseTo((1 / 4.0 + 5 / 2.0) / joint, DIGITS);
    assertThat(value(all, SlateEstimator.SNRIPS))
        .isCloseTo(3 / (1 / 2.0 + 3 + 3 / 4.0) + 1 / 4.0 / joint, DIGITS);
    assertThat(value(all, SlateEstimator.SNIIPS))
        .isCloseTo(3 / (1 / 2.0 + 3 + 3 / 4.0) + 5 / 6.0 / (5 / 6.0 + 20 / 21.0 + 4 / 3.0), DIGITS);
  }

  /** Each slot draws from arms of its own; one reward for the slate. */
  @Test
  void slotsThatDrawAloneHaveOneReward() {
    SlateEvaluation product = evaluation(by(.5, .5, .9, .1), true);
    product.add(
        new LoggedSlate(
            "",
            List.of(
                position("0", 0, new double[] {.8, .2}, "0", "1"),
                position("2", 1, new double[] {.6, .4}, "2", "3")),
            true));
    assertThat(value(product, SlateEstimator.PI)).isCloseTo(1.125, DIGITS);
    assertThat(value(product, SlateEstimator.SIPS)).isCloseTo(.625 * 1.5, DIGITS);
    assertThat(sums(product, SlateEstimator.IIPS).missing()).contains("one reward for the whole");
  }

  @Test
  void positionsThatAreNotDrawnByWeightsHaveNoMarginals() {
    Candidate other =
        row ->
            row.decision().arms().length == 3
                ? by(EVALUATED).probabilities(row)
                : new double[] {.9, .1};
    SlateEvaluation all = evaluated(other, slates());
    assertThat(sums(all, SlateEstimator.IIPS).missing()).contains("the candidate's positions");
    assertThat(sums(all, SlateEstimator.PI).value()).isNaN();
    assertThat(value(all, SlateEstimator.RIPS)).isFinite();
  }

  @Test
  void aCandidateThatShowsWhatTheLogNeverHasHasNoPseudoInverse() {
    List<LoggedSlate> one =
        List.of(
            new LoggedSlate(
                "",
                List.of(
                    position("0", 1, new double[] {.5, .5, 0}, NAMES),
                    position("1", 1, new double[] {1, 0}, "1", "2")),
                false));
    SlateEvaluation all = evaluated(by(EVALUATED), one);
    assertThat(sums(all, SlateEstimator.PI).missing()).contains("the log never has them");
    assertThat(all.support().unsupported()).isPositive();
  }

  @Test
  void aRewardOutOfRangeIsRefused() {
    assertThatThrownBy(() -> evaluation(by(EVALUATED), false).add(slate(0, 1, 2, 0)))
        .hasMessageContaining("must lie in [0.0, 1.0], found 2.0");
  }

  @Test
  void theDeltaMethodsErrorOfOnePositionIsThatOfSnips() {
    SlateSums sums = new SlateSums(SlateEstimator.SNSIPS, 1, 0, 1);
    EstimatorSums snips = new EstimatorSums(Estimator.SNIPS, 0, 0, 1, 1);
    for (int i = 0; i < 40; i++) {
      double w = 1 + i % 3 - .9;
      double r = i % 2;
      sums.add(new double[] {w}, new double[] {r}, w * r, 1);
      snips.add(w, r, 0, 0, 1);
    }
    assertThat(sums.error()).isCloseTo(snips.error(), DIGITS);
  }

  /** Slates drawn by the weights; clicks follow arms and positions: all estimators agree. */
  @Test
  void estimatorsCoverTheTruth() {
    double[] alpha = {.2, .4, .6};
    double[] theta = {1, .5};
    PlackettLuce luce = new PlackettLuce(LOGGED);
    double truth = 0;
    double[][] marginals = new PlackettLuce(EVALUATED).marginals(2);
    for (int l = 0; l < 2; l++) {
      for (int a = 0; a < 3; a++) {
        truth += marginals[l][a] * theta[l] * alpha[a];
      }
    }
    int runs = 60;
    int[] covered = new int[SlateEstimator.values().length];
    for (int run = 0; run < runs; run++) {
      List<LoggedSlate> log = new ArrayList<>();
      SplittableRandom random = new SplittableRandom(run);
      for (int i = 0; i < 400; i++) {
        int[] drawn = luce.draw(2, run, i);
        double r1 = random.nextDouble() < theta[0] * alpha[drawn[0]] ? 1 : 0;
        double r2 = random.nextDouble() < theta[1] * alpha[drawn[1]] ? 1 : 0;
        log.add(slate(drawn[0], drawn[1], r1, r2));
      }
      SlateEvaluation all = evaluated(by(EVALUATED), log);
      for (SlateSums sums : all.estimates()) {
        ValueInterval interval = sums.interval(.05);
        covered[sums.estimator().ordinal()] += interval.covers(truth) ? 1 : 0;
      }
      if (run == 0) {
        assertThat(all.clicks().known()).isTrue();
        assertThat(all.clicks().positionBased().theta()[1]).isCloseTo(.5, within(.15));
        assertThat(all.clicks().harvested(2)).isCloseTo(.5, within(.2));
        assertThat(all.clicks().cascade().several()).isPositive();
      }
    }
    for (SlateEstimator estimator : SlateEstimator.values()) {
      assertThat(covered[estimator.ordinal()])
          .as(estimator.label())
          .isGreaterThanOrEqualTo((int) (runs * (.95 - 3 * Math.sqrt(.95 * .05 / runs))));
    }
  }
}
