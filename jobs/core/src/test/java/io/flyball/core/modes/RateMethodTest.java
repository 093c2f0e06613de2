package io.flyball.core.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.random.Draws;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Errors of the two estimators on the flashing ratchet, V = 1: 1,000 paths of 2.5 units of time.
 * The published figures are of the authors' paths; these are drawn anew from the same chain.
 */
class RateMethodTest {
  private static final double STEP = 2.5 / 99;
  private static final RateMatrix TRUE = FlashingRatchet.rates(1);

  @Test
  void refusesAGapOfZeroAndAStateThatIsNone() {
    GapCounts counts = new GapCounts(3, 1, 10);
    assertThatThrownBy(() -> counts.add(0, 1, 0)).hasMessageContaining("gap must be positive");
    assertThatThrownBy(() -> counts.add(0, 1, Double.NaN)).hasMessageContaining("gap");
    assertThatThrownBy(() -> counts.add(3, 1, 1)).hasMessage("state must be 0 to 2, was 3");
    assertThatThrownBy(() -> new GapCounts(3, 0, 1)).hasMessageContaining("gaps must run");
    assertThat(counts.pairs()).isZero();
  }

  /** RMSE .054 at gap .126 where transitions over time gives .302. */
  @Test
  void theRepairedEstimatorFindsTheRatesThatTheNaiveOneMisses() {
    GapCounts seen = looks(5, 1_000);
    assertThat(error(RateMethod.EM, seen)).isLessThan(.10);
    assertThat(error(RateMethod.NAIVE, seen)).isGreaterThan(.2);
  }

  /**
   * RMSE .056 at gap .253, where transitions over time give .463; the jumps that exist are known.
   */
  @Test
  void aLongerGapHurtsTheNaiveOneOnly() {
    GapCounts seen = looks(10, 1_000);
    boolean[][] allowed = new boolean[6][6];
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        allowed[i][j] = TRUE.rate(i, j) > 0;
      }
    }
    RatePrior known = new RatePrior(0, 0, allowed);
    RateFit fit = RateMethod.EM.estimate(seen, known, Optional.empty(), RateMethod.ITERATIONS);
    assertThat(error(fit.rates())).isLessThan(.10);
    assertThat(error(RateMethod.NAIVE, seen)).isGreaterThan(.4);
  }

  /** 10,000 paths seen at every 2.5 / 99: RMSE .012 by the matrix logarithm, as near by EM. */
  @Test
  void manyLooksGiveTheRatesToASecondDigit() {
    assertThat(error(RateMethod.EM, looks(1, 10_000))).isLessThan(.02);
  }

  /** Every second look left out at random: gaps of many lengths, RMSE .045. */
  @Test
  void irregularLooksFallIntoBucketsAndStillGiveTheRates() {
    GapCounts seen = new GapCounts(6, STEP, 20 * STEP);
    for (int path = 0; path < 1_000; path++) {
      int[] states = path(path, STEP, 100);
      int last = 0;
      for (int look = 1; look < 100; look++) {
        if (Draws.uniform(7, path, look) < .5) {
          seen.add(states[last], states[look], (look - last) * STEP);
          last = look;
        }
      }
    }
    assertThat(error(RateMethod.EM, seen)).isLessThan(.10);
  }

  @Test
  void eachIterationRaisesTheLikelihood() {
    GapCounts seen = looks(5, 50);
    double before = Double.NEGATIVE_INFINITY;
    for (int iterations = 0; iterations <= 20; iterations += 5) {
      double now = fit(RateMethod.EM, seen, iterations).logLikelihood();
      assertThat(now).isGreaterThan(before);
      before = now;
    }
  }

  @Test
  void aCallThatGoesOnFromAnEarlierResultIsTheLongerCall() {
    GapCounts seen = looks(5, 50);
    RateFit half = fit(RateMethod.EM, seen, 10);
    RateFit rest = RateMethod.EM.estimate(seen, RatePrior.none(), Optional.of(half.rates()), 10);
    assertThat(rest.rates().rates()).isDeepEqualTo(fit(RateMethod.EM, seen, 20).rates().rates());
  }

  @Test
  void jumpsThatAreNotAllowedStayAtZeroAndUnreachablePairsAreCounted() {
    boolean[][] forward = {{false, true, false}, {false, false, true}, {false, false, false}};
    GapCounts seen = new GapCounts(3, .1, 10);
    for (int i = 0; i < 30; i++) {
      seen.add(0, 1, 1);
      seen.add(1, 2, 1);
    }
    seen.add(2, 0, 1);
    RateFit fit =
        RateMethod.EM.estimate(seen, new RatePrior(.1, .1, forward), Optional.empty(), 20);
    assertThat(fit.impossible()).isEqualTo(1);
    assertThat(fit.pairs()).isEqualTo(60);
    assertThat(fit.rates().rate(0, 2)).isZero();
    assertThat(fit.rates().rate(0, 1)).isPositive();
    assertThat(ChainSummary.of(fit.rates())).isEmpty();
  }

  @Test
  void aJumpLogIsItsGammaPosterior() {
    JumpLog log = new JumpLog(2);
    log.add(0, 1, 2);
    log.add(1, 0, 1);
    log.add(0, 1, 2);
    RateMatrix mean = log.mean(new RatePrior(1, 3, null));
    assertThat(mean.rate(0, 1)).isEqualTo(3.0 / 7);
    assertThat(mean.rate(1, 0)).isEqualTo(2.0 / 4);
    log.forget(.5);
    assertThat(log.jumps(0, 1)).isEqualTo(1);
    assertThat(log.time(0)).isEqualTo(2);
  }

  @Test
  void countsSurviveTheirBytes() throws IOException {
    GapCounts seen = looks(5, 20);
    seen.forget(.9);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    seen.write(new DataOutputStream(bytes));
    GapCounts read =
        GapCounts.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(fit(RateMethod.EM, read, 5))
        .usingRecursiveComparison()
        .isEqualTo(fit(RateMethod.EM, seen, 5));
  }

  private static RateFit fit(RateMethod method, GapCounts seen, int iterations) {
    return method.estimate(seen, RatePrior.none(), Optional.empty(), iterations);
  }

  private static double error(RateMethod method, GapCounts seen) {
    return error(fit(method, seen, RateMethod.ITERATIONS).rates());
  }

  private static double error(RateMatrix found) {
    double squares = 0;
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        double wrong = i == j ? 0 : found.rate(i, j) - TRUE.rate(i, j);
        squares += wrong * wrong;
      }
    }
    return Math.sqrt(squares / 30);
  }

  private static GapCounts looks(int steps, int paths) {
    GapCounts seen = new GapCounts(6, STEP, 20 * STEP);
    for (int path = 0; path < paths; path++) {
      int[] states = path(path, steps * STEP, 99 / steps + 1);
      for (int look = 1; look < states.length; look++) {
        seen.add(states[look - 1], states[look], steps * STEP);
      }
    }
    return seen;
  }

  private static int[] path(int path, double gap, int looks) {
    double[] start = ChainSummary.of(TRUE).orElseThrow().stationary();
    return FlashingRatchet.path(TRUE, start, gap, looks, 1, path);
  }
}
