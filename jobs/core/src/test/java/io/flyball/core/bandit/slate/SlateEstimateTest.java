package io.flyball.core.bandit.slate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.slate.SlateEstimate.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three slates of two of three arms, logged by weights (3, 2, 1), evaluated for (1, 1, 2). */
class SlateEstimateTest {
  private static final PlackettLuce LOG = new PlackettLuce(3, 2, 1);
  private static final PlackettLuce EVALUATED = new PlackettLuce(1, 1, 2);
  private static final int[][] SLATES = {{0, 1}, {2, 0}, {1, 2}};
  private static final double[][] REWARDS = {{0, 1}, {1, 0}, {0, 0}};
  private static final double[][] Q = {{.3, .2, .5}, {.1, .2, .4}};
  private static final List<Row> ROWS = rows();

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < SLATES.length; i++) {
      rows.add(new Row(REWARDS[i], LOG.conditionals(SLATES[i]), EVALUATED.conditionals(SLATES[i])));
    }
    return rows;
  }

  @Test
  void ratiosOfTheWholeSlateAndOfItsBeginning() {
    double[][] expected = {{1 / 2.0, 1 / 4.0}, {3, 5 / 2.0}, {3 / 4.0, 2}};
    for (int i = 0; i < 3; i++) {
      assertThat(ROWS.get(i).cascade(-1)).isEqualTo(1);
      assertThat(ROWS.get(i).cascade(0)).isCloseTo(expected[i][0], within(1e-14));
      assertThat(ROWS.get(i).cascade(1)).isCloseTo(expected[i][1], within(1e-14));
    }
    assertThat(SlateEstimate.sips(ROWS, false)).isCloseTo(11 / 12.0, within(1e-14));
    assertThat(SlateEstimate.rips(ROWS, false)).isCloseTo(13 / 12.0, within(1e-14));
  }

  @Test
  void ratiosOfMarginals() {
    double[][] log = LOG.marginals(2);
    double[][] evaluated = EVALUATED.marginals(2);
    double[][] w = new double[3][2];
    for (int i = 0; i < 3; i++) {
      for (int l = 0; l < 2; l++) {
        w[i][l] = evaluated[l][SLATES[i][l]] / log[l][SLATES[i][l]];
      }
    }
    assertThat(w[0]).containsExactly(new double[] {1 / 2.0, 5 / 6.0}, within(1e-10));
    assertThat(w[1]).containsExactly(new double[] {3, 20 / 21.0}, within(1e-10));
    assertThat(w[2]).containsExactly(new double[] {3 / 4.0, 4 / 3.0}, within(1e-10));
    assertThat(SlateEstimate.iips(ROWS, w, false)).isCloseTo(23 / 18.0, within(1e-10));
  }

  /** Every slate's weight is divided by the mean weight; the others position by position. */
  @Test
  void selfNormalisedByTheMeanWeight() {
    assertThat(SlateEstimate.sips(ROWS, true))
        .isCloseTo((1 / 4.0 + 5 / 2.0) / (1 / 4.0 + 5 / 2.0 + 2), within(1e-14));
    assertThat(SlateEstimate.rips(ROWS, true))
        .isCloseTo(3 / (1 / 2.0 + 3 + 3 / 4.0) + 1 / 4.0 / (1 / 4.0 + 5 / 2.0 + 2), within(1e-14));
    assertThat(SlateEstimate.sips(List.of(), false)).isNaN();
  }

  @Test
  void cascadeDoublyRobust() {
    double[][] predicted = new double[3][2];
    double[][] expected = new double[3][2];
    for (int i = 0; i < 3; i++) {
      int first = SLATES[i][0];
      predicted[i][0] = Q[0][first];
      predicted[i][1] = Q[1][SLATES[i][1]];
      for (int a = 0; a < 3; a++) {
        expected[i][0] += EVALUATED.conditionals(a)[0] * Q[0][a];
        expected[i][1] += a == first ? 0 : EVALUATED.conditionals(first, a)[1] * Q[1][a];
      }
    }
    double[] alone = new double[3];
    for (int i = 0; i < 3; i++) {
      alone[i] =
          SlateEstimate.cascadeDoublyRobust(
              List.of(ROWS.get(i)), new double[][] {predicted[i]}, new double[][] {expected[i]});
    }
    assertThat(alone)
        .containsExactly(new double[] {71 / 120.0, 83 / 40.0, -7 / 20.0}, within(1e-14));
    assertThat(SlateEstimate.cascadeDoublyRobust(ROWS, predicted, expected))
        .isCloseTo(139 / 180.0, within(1e-14));
  }

  @Test
  void pseudoInverse() {
    List<int[]> all =
        List.of(
            new int[] {0, 1},
            new int[] {0, 2},
            new int[] {1, 0},
            new int[] {1, 2},
            new int[] {2, 0},
            new int[] {2, 1});
    double[] log = all.stream().mapToDouble(LOG::joint).toArray();
    double[] evaluated = all.stream().mapToDouble(EVALUATED::joint).toArray();
    PseudoInverse pi = new PseudoInverse(3, all, log, evaluated);
    double[] weights = all.stream().mapToDouble(pi::weight).toArray();
    assertThat(weights)
        .containsExactly(
            new double[] {.27, .96, .306666667, 2.08, 2.566666667, 3.65}, within(1e-8));
    assertThat(pi.rank()).isEqualTo(5);
    double mean = 0;
    for (int i = 0; i < all.size(); i++) {
      mean += log[i] * weights[i];
    }
    assertThat(mean).isCloseTo(1, within(1e-12));
    double estimate = (pi.weight(0, 1) * 1 + pi.weight(2, 0) * 1 + 0) / 3;
    assertThat(estimate).isCloseTo(.945555556, within(1e-8));
  }

  @Test
  void pseudoInverseRefusesWhatTheLogNeverShows() {
    List<int[]> all = List.of(new int[] {0, 1}, new int[] {1, 0});
    assertThatThrownBy(
            () -> new PseudoInverse(2, all, new double[] {1, 0}, new double[] {0.5, 0.5}))
        .hasMessageContaining("the log never has them");
  }

  @Test
  void slotsThatDrawAlone() {
    assertThat(SlateEstimate.productWeight(.5 / .8, .9 / .6)).isCloseTo(1.125, within(1e-15));
  }
}
