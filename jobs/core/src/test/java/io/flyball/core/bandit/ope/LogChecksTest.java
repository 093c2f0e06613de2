package io.flyball.core.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.random.Draws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a log tells against itself. */
class LogChecksTest {
  private static final String[] ARMS = {"a", "b", "c"};
  private static final double[] NONE = {};

  @Test
  void massOnArmsThatTheLogCannotShowIsToldByArm() {
    ArmSupport support = new ArmSupport();
    double[] candidate = {.5, .3, .2};
    support.add(ARMS, candidate, 0, 1, new double[] {1, 0, 0});
    support.add(ARMS, candidate, 1, .5, new double[] {.5, .5, 0});
    assertThat(support.unsupported()).isCloseTo((.3 + .2 + .2) / 2, within(1e-12));
    assertThat(support.rows().get(0)).isEqualTo(new ArmSupport.Row("c", 0, .2, .2, 0));
    assertThat(support.rows().get(1).unsupported()).isCloseTo(.15, within(1e-12));
  }

  /** Of 4 arms shown 1/4 each, one is logged with half its probability: z by hand. */
  @Test
  void anArmShownMoreOftenThanItsPropensityIsFound() {
    String[] arms = {"a", "b", "c", "d"};
    ArmSupport support = new ArmSupport();
    for (int i = 0; i < 400; i++) {
      support.add(arms, new double[] {.25, .25, .25, .25}, i % 4, i % 4 == 0 ? .125 : .25, NONE);
    }
    double mean = 100 * 8 / 400.0 - 1;
    double variance = (100 * 49 + 300) / 400.0 - mean * mean;
    for (ArmSupport.Row row : support.rows()) {
      double z = row.arm().equals("a") ? mean / Math.sqrt(variance / 400) : 0;
      assertThat(row.score()).as(row.arm()).isCloseTo(z, within(1e-9));
    }
  }

  @Test
  void propensitiesThatAreRightAreCalibrated() {
    assertThat(worst(false)).isLessThan(3.5);
    assertThat(worst(true)).isGreaterThan(4);
  }

  /** Largest score of 20,000 rows drawn from the logged vectors, or from uniform play. */
  private static double worst(boolean uniform) {
    PropensityCalibration calibration = new PropensityCalibration();
    for (int i = 0; i < 20_000; i++) {
      double p = .05 + .5 * Draws.uniform(1, i, 0);
      double[] logged = {p, (1 - p) / 2, (1 - p) / 2};
      double u = Draws.uniform(1, i, 1);
      int drawn = u < p ? 0 : u < (1 + p) / 2 ? 1 : 2;
      calibration.add(logged, uniform ? (int) (3 * u) : drawn);
    }
    assertThat(calibration.bins()).hasSize(10);
    return calibration.bins().stream().mapToDouble(bin -> Math.abs(bin.score())).max().orElse(0);
  }

  @Test
  void constantPropensitiesFillOneBin() {
    PropensityCalibration calibration = new PropensityCalibration();
    for (int i = 0; i < 90; i++) {
      calibration.add(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, i % 3);
    }
    assertThat(calibration.bins()).hasSize(1);
    assertThat(calibration.bins().get(0).happened()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(calibration.bins().get(0).score()).isZero();
    assertThat(new PropensityCalibration().bins()).isEmpty();
  }

  /** Weights i^-xi have the index xi; a constant one none. */
  @Test
  void theTailOfTheWeights() {
    WeightTail heavy = new WeightTail();
    WeightTail light = new WeightTail();
    for (int i = 1; i <= 300_000; i++) {
      heavy.add(Math.pow(i / 300_000.0, -.7), 1);
      light.add(1, 1);
    }
    assertThat(heavy.index()).isCloseTo(.7, within(.02));
    assertThat(heavy.doubt(0)).contains("Pareto index of 0.70");
    assertThat(light.index()).isZero();
    assertThat(light.doubt(0)).isEmpty();
    assertThat(light.doubt(.5)).contains("50.0 % of its probability");
    double[][] shares = heavy.exceedance();
    assertThat(shares[shares.length - 1][1]).isZero();
    assertThat(shares[0][1]).isLessThanOrEqualTo(1);
  }

  @Test
  void blocksKeepTheMeanAndStayFew() {
    BlockMeans blocks = new BlockMeans();
    int n = 100_001;
    for (int i = 0; i < n; i++) {
      blocks.add(i % 2);
    }
    double[] means = blocks.values();
    assertThat(means.length).isLessThanOrEqualTo(BlockMeans.MOST + 1);
    assertThat(Arrays.stream(means, 0, means.length - 1)).containsOnly(.5);
  }

  @Test
  void aTraceStaysShort() {
    Trace trace = new Trace();
    for (long row = 1; row <= 10_000; row++) {
      if (trace.wants(row)) {
        trace.add((double) row, 2.0 * row);
      }
    }
    double[][] points = trace.points();
    assertThat(points.length).isBetween(100, 256);
    double step = points[1][0] - points[0][0];
    for (int i = 0; i < points.length; i++) {
      assertThat(points[i][0]).isEqualTo((i + 1) * step);
    }
  }
}
