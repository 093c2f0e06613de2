package io.flyball.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ParetoFrontTest {
  private static final double[][] STAIRS = {{1, 3}, {2, 2}, {3, 1}, {1, 1}};

  @Test
  void nothingDominatesNothing() {
    assertThat(ParetoFront.hypervolume(new double[0][])).isZero();
    assertThat(ParetoFront.size(new double[0][])).isZero();
    assertThat(ParetoFront.dominates(new double[] {1, 2}, new double[] {1, 2})).isFalse();
    assertThat(ParetoFront.dominates(new double[] {1, Double.NaN}, new double[] {0, 0})).isFalse();
  }

  @Test
  void theSetIsWhatNoneDominates() {
    assertThat(ParetoFront.size(STAIRS)).isEqualTo(3);
    assertThat(ParetoFront.holds(new double[] {1, 1}, STAIRS)).isFalse();
    assertThat(ParetoFront.holds(new double[] {0, 4}, STAIRS)).isTrue();
    assertThat(ParetoFront.size(new double[][] {{1, 1}, {1, 1}})).isEqualTo(2);
  }

  /** Columns of widths 1, 1, 1 and heights 3, 2, 1. */
  @Test
  void theVolumeUnderAStaircaseIsThatOfItsColumns() {
    assertThat(ParetoFront.hypervolume(STAIRS)).isEqualTo(6);
  }

  /** Two boxes of volume 2 that share one of volume 1, and what is not above the origin. */
  @Test
  void boxesThatOverlapCountOnce() {
    double[][] boxes = {{1, 1, 2}, {2, 1, 1}, {5, 5, 0}, {-1, 9, 9}};
    assertThat(ParetoFront.hypervolume(boxes)).isEqualTo(3);
  }

  @Test
  void theVolumeOfManyPointsIsWhatAGridCounts() {
    double[][] points = {{.2, .9, .4}, {.7, .3, .6}, {.5, .5, .5}, {.9, .1, .1}, {.3, .8, .8}};
    int n = 100;
    long inside = 0;
    for (int x = 0; x < n; x++) {
      for (int y = 0; y < n; y++) {
        for (int z = 0; z < n; z++) {
          double[] at = {(x + .5) / n, (y + .5) / n, (z + .5) / n};
          inside += ParetoFront.holds(at, points) ? 0 : 1;
        }
      }
    }
    assertThat(ParetoFront.hypervolume(points)).isCloseTo(inside / 1e6, within(1e-9));
  }
}
