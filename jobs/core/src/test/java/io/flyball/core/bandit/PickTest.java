package io.flyball.core.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PickTest {
  @Test
  void tiesGoToTheLowestIndexAndNanNeverWins() {
    assertThat(Pick.best(new double[] {1, 2, 2})).isEqualTo(1);
    assertThat(Pick.best(new double[] {Double.NaN, 0})).isEqualTo(1);
    assertThat(Pick.best(new double[] {0, Double.NaN})).isZero();
  }

  @Test
  void anArmOfProbabilityZeroIsNeverPicked() {
    double[] p = {0, 1 - 1e-16, 0};
    assertThat(Pick.from(p, 0)).isEqualTo(1);
    assertThat(Pick.from(p, Math.nextDown(1.0))).isEqualTo(1);
    assertThat(Pick.from(new double[] {1e-13, 1 - 1e-13}, 0)).as("nor of next to none").isOne();
  }

  @Test
  void thePickFollowsTheCumulativeProbabilities() {
    double[] p = {.25, .5, .25};
    assertThat(Pick.from(p, .2499)).isZero();
    assertThat(Pick.from(p, .25)).isEqualTo(1);
    assertThat(Pick.from(p, .75)).isEqualTo(2);
  }

  @Test
  void softmaxSurvivesHugeScoresAndKeepsItsFloor() {
    double[] scores = {1e300, 0, -1e300};
    Pick.softmax(1, .03, scores);
    assertThat(scores).containsExactly(new double[] {.98, .01, .01}, within(1e-12));
  }

  @Test
  void aDrawDependsOnTheDecisionAndTheSeedOnly() {
    assertThat(Pick.draw("m/1", 7)).isEqualTo(Pick.draw("m/1", 7)).isBetween(0.0, 1.0);
    assertThat(Pick.draw("m/1", 7)).isNotEqualTo(Pick.draw("m/2", 7));
    assertThat(Pick.draw("m/1", 7)).isNotEqualTo(Pick.draw("m/1", 8));
  }

  @Test
  void everyArmHasTheLeastProbability() {
    double[] p = {.9, .08, .02};
    Pick.atLeast(.05, p);
    assertThat(p).containsExactly(new double[] {.815, .118, .067}, within(1e-15));
    Pick.atLeast(.5, p);
    assertThat(p)
        .as("no more than 1/K")
        .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-15));
  }
}
