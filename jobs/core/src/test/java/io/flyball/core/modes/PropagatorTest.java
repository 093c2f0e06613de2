package io.flyball.core.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.random.Draws;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library's exponential of the whole block matrix is the oracle. */
class PropagatorTest {

  private static double[][] rates(int states, long seed) {
    double[][] q = new double[states][states];
    for (int i = 0; i < states; i++) {
      for (int j = 0; j < states; j++) {
        // A third of the jumps does not happen.
        double u = Draws.uniform(seed, i, j);
        q[i][j] = i == j || u < .33 ? 0 : 4 * u;
      }
    }
    return RateMatrix.ofJumps(q).rates();
  }

  private static double[][] weights(int states, long seed) {
    double[][] w = new double[states][states];
    for (int i = 0; i < states; i++) {
      for (int j = 0; j < states; j++) {
        w[i][j] = 1_000 * Draws.uniform(seed, 100 + i, j);
      }
    }
    return w;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-9, .02, .7, 5, 300})
  void transitionsAndIntegralsAreTheBlocksOfTheLibrarysExponential(double gap) {
    for (int states : new int[] {2, 6, 12}) {
      double[][] q = rates(states, states);
      double[][] w = weights(states, states);
      RealMatrix block = MatrixUtils.createRealMatrix(2 * states, 2 * states);
      double largest = 0;
      for (int i = 0; i < states; i++) {
        for (int j = 0; j < states; j++) {
          block.setEntry(i, j, gap * q[j][i]);
          block.setEntry(states + i, states + j, gap * q[j][i]);
          block.setEntry(i, states + j, gap * w[i][j]);
        }
      }
      RealMatrix solved = MatrixUtils.matrixExponential(block);
      for (int i = 0; i < states; i++) {
        for (int j = 0; j < states; j++) {
          largest = Math.max(largest, solved.getEntry(i, states + j));
        }
      }
      Propagator propagator = new Propagator(q, gap);
      double[][] p = propagator.transition();
      double[][] k = propagator.integral(w);
      for (int i = 0; i < states; i++) {
        for (int j = 0; j < states; j++) {
          assertThat(p[i][j]).isCloseTo(solved.getEntry(j, i), within(1e-10));
          assertThat(k[i][j]).isCloseTo(solved.getEntry(i, states + j), within(1e-10 * largest));
        }
      }
    }
  }

  @Test
  void withoutJumpsNothingMoves() {
    Propagator still = new Propagator(new double[2][2], 3);
    assertThat(still.transition()).isDeepEqualTo(new double[][] {{1, 0}, {0, 1}});
    assertThat(still.integral(new double[][] {{1, 2}, {3, 4}}))
        .isDeepEqualTo(new double[][] {{3, 6}, {9, 12}});
  }

  @Test
  void aGapOfManyRelaxationTimesEndsInTheLawOfTheLongRun() {
    double[][] q = {{-.7, .7}, {.3, -.3}};
    for (double[] row : new Propagator(q, 1e12).transition()) {
      assertThat(row).containsExactly(new double[] {.3, .7}, within(1e-14));
    }
  }
}
