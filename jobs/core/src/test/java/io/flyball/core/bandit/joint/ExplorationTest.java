package io.flyball.core.bandit.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.regression.SquareCb;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Known answers computed from the sources of VowpalWabbit/vowpal_wabbit@872fd8d
 * (explore_internal.h, cb_explore_adf_*.cc, cb_adf.cc, bs.h), and by hand where there is no source.
 */
class ExplorationTest {
  private static final Offset<Double> EXACT = within(1e-11);

  @Test
  void aProjectedFloorIsPaidByThoseAboveIt() {
    requireProjection(.3, new double[] {.9, .08, .02}, .8, .1, .1);
    requireProjection(.3, new double[] {.6, .38, .02}, .56, .34, .1);
    requireProjection(1, new double[] {1, 0}, .5, .5);
    requireProjection(.3, new double[] {1}, 1);
    requireProjection(0, new double[] {.7, .3}, .7, .3);
  }

  private static void requireProjection(double epsilon, double[] p, double... expected) {
    Floors.project(epsilon, p);
    assertThat(p).containsExactly(expected, EXACT);
  }

  @Test
  void aMixedFloor() {
    double[] p = {.9, .08, .02};
    Floors.mix(.3, p);
    assertThat(p).containsExactly(new double[] {.73, .156, .114}, EXACT);
  }

  @Test
  void squareCbAndSoftmaxOfCosts() {
    double[] rewards = {-.5, -.3, -.4};
    SquareCb.inverseGap(20, rewards, new boolean[] {true, true, true});
    assertThat(rewards).containsExactly(new double[] {1 / 7.0, .657142857143, .2}, EXACT);
    double[] softmax = {-.5, -.3, -.4};
    Pick.softmax(1 / 10.0, 0, softmax);
    assertThat(softmax)
        .containsExactly(new double[] {.090030573170, .665240955775, .244728471055}, EXACT);
  }

  @Test
  void reductions() {
    double[] q = {-.2, -.6, -.1};
    Reduction.doublyRobust(q, 1, -1, .25);
    assertThat(q).containsExactly(new double[] {-.2, -2.2, -.1}, EXACT);
    assertThat(Reduction.importance(.25, 3, 9)).isCloseTo(4 / 3.0, EXACT);
  }

  @Test
  void countsOfABag() {
    int[] counts = new int[16];
    for (int learner = 0; learner < counts.length; learner++) {
      counts[learner] = Bag.count(1, 12345, learner);
    }
    assertThat(counts).containsExactly(1, 2, 2, 3, 0, 0, 0, 1, 4, 2, 1, 0, 0, 1, 0, 2);
  }

  @Test
  void armsThatACoverLeavesOutArePaid() {
    assertThat(Cover.bonus(new double[] {.25, 0, 0}, .05, .05 * 3 + .25 - .05, 1))
        .containsExactly(new double[] {.07, .35, .35}, EXACT);
  }

  /** A = [[3,1],[1,3]], b = (1,1), v = .25, arms (1,0), (0,1), (.5,.8). */
  @Test
  void correlatedScoresOfLinearThompson() {
    double[][] arms = {{1, 0}, {0, 1}, {.5, .8}};
    double[][] cov = new double[3][3];
    double[] mean = new double[3];
    for (int a = 0; a < 3; a++) {
      mean[a] = .25 * (arms[a][0] + arms[a][1]);
      for (int b = 0; b < 3; b++) {
        double[] x = arms[a];
        double[] y = arms[b];
        cov[a][b] =
            .0625 * (.375 * (x[0] * y[0] + x[1] * y[1]) - .125 * (x[0] * y[1] + x[1] * y[0]));
      }
    }
    double[] two = new double[2];
    double[][] pair = {{cov[0][0], cov[0][2]}, {cov[2][0], cov[2][2]}};
    CorrelatedRace.probabilities(new double[] {mean[0], mean[2]}, pair, 1, 0, two);
    assertThat(two).containsExactly(new double[] {.324369831404, 1 - .324369831404}, EXACT);
    double[] three = new double[3];
    CorrelatedRace.probabilities(mean, cov, 200_000, 7, three);
    // Four standard errors of so many draws.
    assertThat(three).containsExactly(new double[] {.3243249, .2059386, .4697365}, within(.0045));
  }

  @Test
  void equalScoresWithoutVarianceShareAlike() {
    double[] p = new double[2];
    CorrelatedRace.probabilities(new double[] {1, 1}, new double[2][2], 10, 0, p);
    assertThat(p).containsExactly(.5, .5);
    double[] three = new double[3];
    CorrelatedRace.probabilities(new double[3], new double[3][3], 10, 0, three);
    assertThat(three).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, EXACT);
  }
}
