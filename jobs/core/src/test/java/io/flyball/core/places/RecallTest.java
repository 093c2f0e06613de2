package io.flyball.core.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Known answers computed by hand. */
class RecallTest {
  private static final List<double[]> D =
      List.of(
          new double[] {.9, .2, .4, .7},
          new double[] {.3, .8, .1, .6},
          new double[] {.5, .5, .6, .2});
  private static final List<boolean[]> RIGHT =
      List.of(
          new boolean[] {true, false, false, false},
          new boolean[] {false, false, true, true},
          new boolean[] {true, true, false, false});
  private static final double[] BEST = {.1, .2, .3, .4, .5};
  private static final boolean[] FOUND = {true, true, false, true, false};

  @Test
  void aMapWithoutReferencesMatchesNothing() {
    assertThatThrownBy(() -> PlaceMatch.nearest(new double[0], 1))
        .hasMessageContaining("without references");
    assertThat(Recall.at(1, List.of(), List.of())).isNaN();
  }

  @Test
  void recallCountsQueriesThatHaveARightOneAmongTheNearest() {
    assertThat(Recall.at(1, D, RIGHT)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(Recall.at(2, D, RIGHT)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(Recall.at(3, D, RIGHT)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(Recall.at(4, D, RIGHT)).isEqualTo(1);
    assertThat(PlaceMatch.nearest(new double[] {.5, .5, .2}, 3)).containsExactly(2, 0, 1);
  }

  @Test
  void thePublishedCurveCountsAllThatIsAboveTheThresholdAsMissed() {
    Recall.Curve c = Recall.asPublished(BEST, FOUND);
    assertThat(c.precision()).containsExactly(new double[] {1, 1, 2 / 3.0, .75, .6}, within(1e-12));
    assertThat(c.recall()).containsExactly(new double[] {.2, .4, .5, .75, 1}, within(1e-12));
    assertThat(c.area()).isCloseTo(.829166667, within(1e-9));
  }

  @Test
  void theUsualCurveCountsTheQueriesThatCanBeFound() {
    Recall.Curve c = Recall.standard(BEST, FOUND, 3);
    assertThat(c.recall())
        .containsExactly(new double[] {1 / 3.0, 2 / 3.0, 2 / 3.0, 1, 1}, within(1e-12));
    assertThat(c.area()).isCloseTo(.902777778, within(1e-9));
    assertThatThrownBy(() -> Recall.standard(BEST, FOUND, 0)).hasMessageContaining("right");
  }

  @Test
  void theMarginLooksAtPlacesOutsideTheTolerance() {
    double[] d = {.4, .2, .25, .8};
    Positions at = Positions.along(0, 10, 11, 30);
    PlaceMatch match = PlaceMatch.of(d, at, 2);
    assertThat(match.reference()).isEqualTo(1);
    assertThat(match.margin()).isCloseTo(.5, within(1e-12));
    assertThat(PlaceMatch.of(new double[] {1}, Positions.along(0), 2).margin()).isZero();
  }

  /** References by queries in the words of the table; here a query is the first index. */
  @Test
  void aSequenceSumsDistancesAlongALine() {
    double[][] table = {{4, 9, 9, 9}, {9, 3, 9, 9}, {9, 9, 5, 9}, {9, 9, 9, 2}, {6, 6, 6, 6}};
    double[][] d = new double[4][5];
    for (int r = 0; r < 5; r++) {
      for (int q = 0; q < 4; q++) {
        d[q][r] = table[r][q];
      }
    }
    SequenceMatcher matcher = new SequenceMatcher(3, 5, new double[] {1});
    double none = Double.POSITIVE_INFINITY;
    assertThat(matcher.costs(d, 2)).containsExactly(none, none, 12, 27, 24);
    assertThat(matcher.costs(d, 3)).containsExactly(none, none, 27, 10, 24);
    assertThat(matcher.costs(d, 1)).containsOnly(none);
  }

  @Test
  void anEnhancedDistanceIsComparedWithItsNeighbours() {
    double[][] d = {{1, 2, 3}};
    // Means 1.5, 2, 2.5; deviations with n − 1: √.5, 1, √.5.
    double side = .5 / Math.sqrt(.5);
    double[][] e = new SequenceMatcher(1, 1, new double[] {1}).enhanced(d);
    assertThat(e[0]).containsExactly(new double[] {0, side, 2 * side}, within(1e-12));
    assertThat(new SequenceMatcher(1, 1, new double[] {1}).enhanced(new double[][] {{7}})[0])
        .containsExactly(0);
  }
}
