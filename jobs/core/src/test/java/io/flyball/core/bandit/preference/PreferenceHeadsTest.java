package io.flyball.core.bandit.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.WeightedObjectives;
import io.flyball.core.random.Draws;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreferenceHeadsTest {
  private static final double[][] PAIR = {{1, 0}, {0, 0}};
  private static final double[] NONE = {};

  private static PreferenceHeads heads(int d, int objectives) {
    return new PreferenceHeads(d, objectives, .1, .1, .1, .05);
  }

  private static Question ask(Learner learner, double[]... features) {
    String[] arms = Arrays.copyOf(new String[] {"a", "b", "c"}, features.length);
    return learner.question(NONE, arms, features, NONE);
  }

  @Test
  void withoutFeaturesOrWithBadParametersItIsRefused() {
    assertThatThrownBy(() -> heads(0, 1)).hasMessageContaining("at least 1");
    assertThat(heads(1, 1).silenceTeaches()).isFalse();
    assertThatThrownBy(() -> new PreferenceHeads(1, 1, 0, 1, 1, 0)).hasMessageContaining("beta");
    assertThatThrownBy(() -> PolicyName.parse("preference-heads", 2, 0, 2, 1))
        .hasMessageContaining("needs \"features\"");
  }

  /** arXiv 2510.01167, in one dimension: the margin settles at logit(.7)/.1 = 8.472979. */
  @Test
  void aHeadSettlesAtTheLogOddsOfItsPreferences() {
    PreferenceHeads policy = heads(1, 2);
    Learner learner = new Learner(policy);
    double sum = 0;
    int steps = 300_000;
    for (int t = 0; t < steps; t++) {
      int shown = t % 2;
      AssignedArm taken =
          learner.decided(ask(learner, new double[] {1}, new double[] {0}), shown, .5);
      boolean first = Draws.uniform(6, 1, t) < .7;
      learner.learn(taken, new double[] {first == (shown == 0) ? 1 : 0, .5}, 1);
      sum += t < steps / 2 ? 0 : learner.model().shared()[2];
    }
    assertThat(sum / (steps / 2.0)).isCloseTo(8.472979, within(.03 * 8.472979));
    assertThat(policy.accuracy(learner.model().shared(), 0)).isCloseTo(.7, within(.01));
    assertThat(policy.accuracy(learner.model().shared(), 1)).isNaN();
  }

  @Test
  void aHeadWithoutAPreferenceKeepsEveryBit() {
    Learner learner = new Learner(heads(2, 2));
    learner.learn(learner.decided(ask(learner, PAIR), 0, .5), new double[] {1, 1}, 1);
    double[] before = learner.model().shared().clone();
    for (int i = 0; i < 50; i++) {
      learner.learn(learner.decided(ask(learner, PAIR), 0, .5), new double[] {1, .5}, 1);
    }
    double[] after = learner.model().shared();
    assertThat(Arrays.copyOfRange(after, 4, 6)).containsExactly(Arrays.copyOfRange(before, 4, 6));
    assertThat(after[2]).isGreaterThan(before[2]);
  }

  /** Scores are linear in the weights: learned once, weighed when asked. */
  @Test
  void otherWeightsChangeScoresLinearlyAndLearnNothingAnew() {
    PreferenceHeads policy = heads(2, 2);
    Learner learner = new Learner(policy);
    for (int i = 0; i < 200; i++) {
      learner.learn(
          learner.decided(ask(learner, new double[] {1, 0}, new double[] {0, 1}), 0, .5),
          new double[] {1, 0},
          1);
    }
    double[][] features = {{1, 0}, {0, 1}};
    double[] first = scores(learner, policy, List.of(1.0, 0.0), features);
    double[] second = scores(learner, policy, List.of(0.0, 1.0), features);
    double[] mixed = scores(learner, policy, List.of(3.0, 1.0), features);
    for (int i = 0; i < 2; i++) {
      assertThat(mixed[i]).isCloseTo(.75 * first[i] + .25 * second[i], within(1e-12));
    }
    assertThat(first[0]).isGreaterThan(first[1]);
    assertThat(second[0]).isLessThan(second[1]);
  }

  private static double[] scores(
      Learner learner, PreferenceHeads policy, List<Double> weights, double[][] features) {
    WeightedObjectives weighed = new WeightedObjectives(policy, weights);
    double[] out = new double[2];
    weighed.scores(learner.model().shared(), ask(learner, features), out);
    return out;
  }

  @Test
  void halfAPreferenceMovesHalfAsFar() {
    double[] whole = moved(1);
    double[] half = moved(.75);
    assertThat(half[2]).isCloseTo(whole[2] / 2, within(1e-15));
    assertThat(moved(0)[2]).isCloseTo(-whole[2], within(1e-15));
  }

  private static double[] moved(double reward) {
    Learner learner = new Learner(heads(2, 1));
    learner.learn(learner.decided(ask(learner, PAIR), 0, .5), new double[] {reward}, 1);
    return learner.model().shared();
  }

  @Test
  void amongSeveralTheArmShownIsHeldAgainstTheMeanOfTheOthers() {
    Learner learner = new Learner(heads(2, 1));
    Question three = ask(learner, new double[] {1, 1}, new double[] {1, 0}, new double[] {0, 0});
    assertThat(learner.decided(three, 0, .5).note()).containsExactly(.5, 1);
    Question one = ask(learner, new double[] {1, 1});
    assertThat(learner.decided(one, 0, 1).note()).containsExactly(0, 0);
  }
}
