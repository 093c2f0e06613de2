package io.flyball.core.reward.weigh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Pick;
import io.flyball.core.random.Draws;
import org.junit.jupiter.api.Test;

class AdaptationTest {
  private static final double[] PRIMARY = {1, .2, 0, .5};
  private static final double[] MISLEADING = {0, 1, .5, .2};
  private static final double[] HELPFUL = {1, .9, 0, .1};
  private static final double TAU = .3;

  @Test
  void badParametersAreRefused() {
    assertThatThrownBy(() -> new CovarianceWeights(0, 1, -2, 2, .01, 1))
        .hasMessageContaining("rate");
    assertThatThrownBy(() -> new CovarianceWeights(1, 1, 2, 2, .01, 1))
        .hasMessageContaining("most");
    CovarianceWeights rule = new CovarianceWeights(.1, 1, -2, 2, .01, 1);
    var fresh = CovarianceWeights.State.of(new double[] {0});
    assertThatThrownBy(() -> rule.observe(fresh, Double.NaN, new double[1], 1))
        .hasMessageContaining("primary");
    assertThatThrownBy(() -> new ObjectiveHeads(new double[][] {{0}}, 0))
        .hasMessageContaining("beta");
  }

  /** Known answer: (.433978, -.458327, .178826), and finite differences of the primary value. */
  @Test
  void theCovarianceIsTheGradientOfTheSoftmaxPolicysPrimaryReward() {
    double[][] rewards = {PRIMARY, MISLEADING, HELPFUL};
    double[] w = {1, .5, .2};
    double[] known = {.433978, -.458327, .178826};
    for (int k = 0; k < 3; k++) {
      double gradient = CovarianceWeights.gradient(policy(rewards, w), PRIMARY, rewards[k], TAU);
      assertThat(gradient).isCloseTo(known[k], within(1e-6));
      double[] up = w.clone();
      double[] down = w.clone();
      up[k] += 1e-5;
      down[k] -= 1e-5;
      double slope = (value(rewards, up) - value(rewards, down)) / 2e-5;
      assertThat(gradient).isCloseTo(slope, within(1e-6));
    }
  }

  /**
   * Four arms, 40,000 decisions of a softmax policy on the weighted reward: the misleading
   * auxiliary ends well below 0, the helpful one well above, and the primary value beats .8565,
   * what the policy earns without auxiliaries (simulated with numpy: about -.65, .92 and .991).
   */
  @Test
  void aMisleadingAuxiliaryLosesItsWeightAndAHelpfulOneGainsIt() {
    double[][] rewards = {PRIMARY, MISLEADING, HELPFUL};
    CovarianceWeights rule = new CovarianceWeights(.02, TAU, -2, 2, .01, 50);
    for (long seed = 0; seed < 5; seed++) {
      var state = CovarianceWeights.State.of(new double[] {.5, .2});
      for (int t = 0; t < 40_000; t++) {
        double[] w = {1, state.weights()[0], state.weights()[1]};
        int arm = Pick.from(policy(rewards, w), Draws.uniform(seed, 11, t));
        state = rule.observe(state, PRIMARY[arm], new double[] {MISLEADING[arm], HELPFUL[arm]}, 1);
      }
      assertThat(state.weights()[0]).isBetween(-1.1, -.3);
      assertThat(state.weights()[1]).isBetween(.5, 1.4);
      double[] learned = {1, state.weights()[0], state.weights()[1]};
      assertThat(value(rewards, learned)).isGreaterThan(.95);
      assertThat(value(rewards, new double[] {1, 0, 0})).isCloseTo(.8565, within(1e-4));
    }
  }

  private static double[] policy(double[][] rewards, double[] w) {
    double[] scores = new double[4];
    for (int a = 0; a < 4; a++) {
      for (int k = 0; k < w.length; k++) {
        scores[a] += w[k] * rewards[k][a];
      }
    }
    Pick.softmax(TAU, 0, scores);
    return scores;
  }

  private static double value(double[][] rewards, double[] w) {
    double[] pi = policy(rewards, w);
    double sum = 0;
    for (int a = 0; a < 4; a++) {
      sum += pi[a] * PRIMARY[a];
    }
    return sum;
  }

  /** The preference rate p settles the margin at logit(p)/beta: logit(.7)/.1 = 8.472979. */
  @Test
  void aHeadSettlesAtTheLogOddsOfItsPreferences() {
    assertThat(Math.log(.7 / .3) / .1).isCloseTo(8.472979, within(5e-7));
    ObjectiveHeads heads = new ObjectiveHeads(new double[][] {{.25}, {.5}}, .1);
    double[] one = {1};
    double[] zero = {0};
    double sum = 0;
    int steps = 300_000;
    for (int t = 0; t < steps; t++) {
      boolean forward = Draws.uniform(6, 1, t) < .7;
      heads.prefer(0, forward ? one : zero, forward ? zero : one, .1);
      sum += t < steps / 2 ? 0 : heads.margin(0, one, zero);
    }
    assertThat(sum / (steps / 2.0)).isCloseTo(8.472979, within(.03 * 8.472979));
    assertThat(heads.scores(one)[1]).isEqualTo(.5);
    assertThat(heads.accuracy(0)).isCloseTo(.7, within(.01));
    assertThat(heads.accuracy(1)).isNaN();
  }

  @Test
  void weightsOfARequestMustMeanSomething() {
    ObjectiveHeads heads = new ObjectiveHeads(new double[][] {{1}, {2}}, .1);
    double[] x = {1};
    assertThatThrownBy(() -> heads.score(x, new double[] {0, 0})).hasMessageContaining("sum");
    assertThatThrownBy(() -> heads.score(x, new double[] {-1, 2})).hasMessageContaining("weight");
    assertThatThrownBy(() -> heads.score(x, new double[] {1})).hasMessageContaining("2 values");
    assertThatThrownBy(() -> heads.prefer(2, x, x, .1)).hasMessageContaining("found 2");
  }
}
