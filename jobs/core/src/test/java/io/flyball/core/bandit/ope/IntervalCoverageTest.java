package io.flyball.core.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.LoggedDecision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * 95 % intervals of all estimators for uniform play, where weights are moderate and where few rows
 * decide: at least 95 % by betting, 94 % of what is told, less three standard errors of the runs.
 */
class IntervalCoverageTest {
  private static final int RUNS = 150;
  private static final double ALPHA = .05;

  private static final class Seen {
    int gaussian;
    int covered;
    int betting;
    double width;
  }

  private static LogEvaluation log(long seed, int n, double[] logged, double[] rates) {
    SplittableRandom random = new SplittableRandom(seed);
    String[] arms = new String[rates.length];
    Arrays.setAll(arms, i -> "arm" + i);
    List<LogRow> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double u = random.nextDouble();
      int arm = 0;
      for (double sum = logged[0]; arm < logged.length - 1 && u >= sum; sum += logged[arm]) {
        arm++;
      }
      double reward = random.nextDouble() < rates[arm] ? 1 : 0;
      rows.add(
          new LogRow(
              "",
              new LoggedDecision(arms[arm], logged[arm], arms, new double[0], reward, 1),
              logged,
              new double[0]));
    }
    RewardModel model = new RidgeRewardModel(Double.NaN, 1, 0, 5);
    RewardModel robust = new RidgeRewardModel(Double.NaN, 1, 0, 5);
    for (int i = 0; i < n; i++) {
      LoggedDecision row = rows.get(i).decision();
      model.add(row, model.fold(rows.get(i), i), 1);
      double weight = RewardModel.robustWeight(1.0 / arms.length, row.propensity());
      robust.add(row, robust.fold(rows.get(i), i), weight);
    }
    LogEvaluation log =
        new LogEvaluation(
            new LogEvaluation.Settings(
                EnumSet.allOf(Estimator.class),
                new Evaluation.Limits(10, 10, 100),
                .1,
                0,
                1,
                null,
                n),
            Candidate.uniform(),
            model,
            robust);
    rows.forEach(log::add);
    return log;
  }

  private static Map<Estimator, Seen> seen(
      int n, double[] logged, double[] rates, double truth, int[] contradictions) {
    Map<Estimator, Seen> all = new EnumMap<>(Estimator.class);
    for (int run = 0; run < RUNS; run++) {
      LogEvaluation log = log(run, n, logged, rates);
      boolean gaussian = log.doubt().isEmpty();
      contradictions[0] += Verdict.of(log, 0, 0).trusted() ? 0 : 1;
      for (EstimatorSums sums : log.estimates()) {
        Seen seen = all.computeIfAbsent(sums.estimator(), e -> new Seen());
        ValueInterval told = sums.interval(ALPHA, gaussian);
        ValueInterval betting = told.gaussian() ? sums.interval(ALPHA, false) : told;
        seen.gaussian += told.gaussian() ? 1 : 0;
        seen.covered += told.covers(truth) ? 1 : 0;
        seen.betting += betting.covers(truth) ? 1 : 0;
        seen.width += (betting.high() - betting.low()) / RUNS;
      }
    }
    return all;
  }

  @Test
  void moderateWeights() {
    int[] contradictions = {0};
    Map<Estimator, Seen> all =
        seen(
            1000,
            new double[] {.4, .3, .1, .1, .1},
            new double[] {.1, .3, .2, .4, .5},
            .3,
            contradictions);
    all.forEach(
        (estimator, seen) -> {
          assertThat(seen.covered).as("%s, told", estimator).isGreaterThanOrEqualTo(lowest(.94));
          assertThat(seen.betting).as("%s, betting", estimator).isGreaterThanOrEqualTo(lowest(.95));
        });
    for (Estimator unbiased :
        List.of(Estimator.IPS, Estimator.SNIPS, Estimator.DR, Estimator.SNDR, Estimator.MRDR)) {
      assertThat(all.get(unbiased).gaussian).as("%s, Gaussian", unbiased).isEqualTo(RUNS);
    }
    assertThat(all.get(Estimator.DM).gaussian).as("the model alone knows no error").isZero();
    assertThat(all.get(Estimator.IPS).width).isBetween(.09, .11);
    assertThat(contradictions[0]).as("logs that are right contradict nothing").isLessThan(3);
  }

  @Test
  void heavyWeights() {
    Map<Estimator, Seen> all =
        seen(
            2000,
            new double[] {.9, .08, .019, .001},
            new double[] {.004, .004, .006, .02},
            .0085,
            new int[1]);
    all.forEach(
        (estimator, seen) -> {
          assertThat(seen.gaussian).as("%s, Gaussian", estimator).isZero();
          assertThat(seen.covered).as("%s, told", estimator).isGreaterThanOrEqualTo(lowest(.95));
        });
    assertThat(all.get(Estimator.IPS).width).isBetween(.25, .36);
  }

  private static int lowest(double coverage) {
    double error = Math.sqrt(coverage * (1 - coverage) / RUNS);
    return (int) Math.floor(RUNS * (coverage - 3 * error));
  }
}
