package io.flyball.core.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BettingBoundTest {
  @Test
  void withoutValuesNothingIsKnown() {
    assertThat(BettingBound.lower(new double[0], 0, .05)).isZero();
    assertThat(BettingBound.lower(new double[] {0, 0}, 2, .05)).isZero();
  }

  /** The interval of (.2, .7, .1, .4, .9, .3, .5, .6), four times, computed elsewhere. */
  @Test
  void knownInterval() {
    double[] once = {.2, .7, .1, .4, .9, .3, .5, .6};
    double[] x = new double[32];
    double[] mirrored = new double[32];
    for (int i = 0; i < 32; i++) {
      x[i] = once[i % 8];
      mirrored[i] = 1 - x[i];
    }
    assertThat(BettingBound.lower(x, 32, .05)).isCloseTo(.340751721, within(1e-8));
    assertThat(1 - BettingBound.lower(mirrored, 32, .05)).isCloseTo(.599569291, within(1e-8));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Told(boolean gaussian, double[] ends, double[] betting) {
    boolean covers(double truth) {
      return ends[0] <= truth && truth <= ends[1];
    }
  }

  /** One log of a policy with fixed probabilities, and intervals for uniform play on it. */
  private static Told told(long seed, int n, double[] logged, double[] rates) {
    SplittableRandom random = new SplittableRandom(seed);
    String[] ids = new String[rates.length];
    double[] uniform = new double[rates.length];
    Arrays.setAll(ids, i -> "arm" + i);
    Arrays.fill(uniform, 1.0 / rates.length);
    LogIntervals intervals = new LogIntervals(0, 1);
    for (int i = 0; i < n; i++) {
      double u = random.nextDouble();
      int arm = 0;
      for (double sum = logged[0]; arm < logged.length - 1 && u >= sum; sum += logged[arm]) {
        arm++;
      }
      double reward = random.nextDouble() < rates[arm] ? 1 : 0;
      intervals.add(ids, uniform, arm, logged[arm], reward, 0, 0);
    }
    boolean gaussian = intervals.doubt().isEmpty();
    double[] betting = intervals.betting(.05);
    return new Told(gaussian, gaussian ? intervals.ips(.05) : betting, betting);
  }

  /** Of 95 % intervals at least 94 % cover, where weights are moderate and where they are not. */
  @Test
  void whatIsToldCoversInBothRegimes() {
    int runs = 300;
    int covered = 0;
    int bets = 0;
    int gaussian = 0;
    double[] easy = {.1, .3, .2, .4, .5};
    for (int i = 0; i < runs; i++) {
      Told told = told(i, 1000, new double[] {.4, .3, .1, .1, .1}, easy);
      gaussian += told.gaussian() ? 1 : 0;
      covered += told.covers(.3) ? 1 : 0;
      bets += told.betting()[0] <= .3 && .3 <= told.betting()[1] ? 1 : 0;
    }
    assertThat(gaussian).as("told where weights are moderate").isEqualTo(runs);
    assertThat(covered).isGreaterThanOrEqualTo((int) (.92 * runs));
    assertThat(bets).isGreaterThanOrEqualTo((int) (.95 * runs));
    covered = 0;
    gaussian = 0;
    double[] rare = {.004, .004, .006, .02};
    for (int i = 0; i < runs; i++) {
      Told told = told(i, 2000, new double[] {.9, .08, .019, .001}, rare);
      gaussian += told.gaussian() ? 1 : 0;
      covered += told.covers(.0085) ? 1 : 0;
    }
    assertThat(gaussian).as("never told under heavy weights").isZero();
    assertThat(covered).isGreaterThanOrEqualTo((int) (.95 * runs));
  }
}
