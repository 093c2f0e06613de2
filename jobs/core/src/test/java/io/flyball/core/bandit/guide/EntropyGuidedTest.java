package io.flyball.core.bandit.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.arms.Softmax;
import io.flyball.core.bandit.arms.Ucb1;
import org.junit.jupiter.api.Test;

class EntropyGuidedTest {
  private static final double[] NOTHING = {};

  private static Policy policy(String parameters) {
    return PolicyName.parse("softmax:floor=0," + parameters, 0, 0, 2, 1_000_000);
  }

  @Test
  void whatDoesNotDrawHasNoEntropyToHold() {
    EntropyBand band = new EntropyBand(.8, 1.2, .1, 10);
    assertThatThrownBy(() -> new EntropyGuided(new Ucb1(1, true), band, 1))
        .hasMessageContaining("does not draw");
    assertThatThrownBy(() -> new EntropyGuided(new Softmax(1, 0), band, 0))
        .hasMessageContaining("found 0");
  }

  @Test
  void aPowerOfASoftmaxIsASoftmaxOfAnotherTemperature() {
    double[] p = {3, 1, -2, 0};
    double[] q = p.clone();
    Pick.softmax(.5, 0, p);
    Pick.softmax(.5 * 1.7, 0, q);
    EntropyGuided.temper(1.7, p);
    assertThat(p).containsExactly(q, within(1e-12));
    double[] tiny = {1, 1e-300, 0};
    EntropyGuided.temper(1e-3, tiny);
    assertThat(tiny).containsExactly(1, 0, 0);
    EntropyGuided.temper(1e3, tiny);
    assertThat(tiny).containsExactly(1, 0, 0);
  }

  /** Arm a always wins and b always loses: a softmax hardens, and the band holds it back. */
  @Test
  void aPolicyThatHardensIsWarmed() {
    Learner plain = new Learner(policy("temperature=0.2"));
    Learner held = new Learner(policy("temperature=0.2,entropy-step=0.2,entropy-memory=50"));
    double last = 0;
    for (int i = 0; i < 60; i++) {
      play(plain, i);
      double[] before = held.propensities(question(held));
      Choice choice = play(held, i);
      last = choice.propensity();
      // What is logged is what was drawn from, and it was drawn before the band moved.
      assertThat(before[choice.arm().equals("a") ? 0 : 1]).isEqualTo(choice.propensity());
    }
    double[] p = plain.propensities(question(plain));
    double[] q = held.propensities(question(held));
    assertThat(EntropyBand.entropy(q)).isGreaterThan(1.5 * EntropyBand.entropy(p));
    assertThat(q[0] + q[1]).isCloseTo(1, within(1e-12));
    assertThat(last).isPositive();
  }

  /** A band as wide as can be changes nothing. */
  @Test
  void withinTheBandThePolicyIsItself() {
    Learner plain = new Learner(policy("temperature=0.2"));
    Learner held =
        new Learner(policy("temperature=0.2,entropy-step=1,entropy-low=0,entropy-high=9"));
    for (int i = 0; i < 60; i++) {
      assertThat(play(held, i)).usingRecursiveComparison().isEqualTo(play(plain, i));
    }
  }

  @Test
  void aSingleArmSaysNothingOfTheEntropy() {
    Learner held = new Learner(policy("entropy-step=0.5"));
    Learner plain = new Learner(policy("temperature=0.1"));
    for (int i = 0; i < 5; i++) {
      assertThat(held.decide(held.question(NOTHING, "a"), .3).propensity()).isEqualTo(1);
      plain.decide(plain.question(NOTHING, "a"), .3);
    }
    assertThat(held.propensities(question(held)))
        .containsExactly(plain.propensities(question(plain)));
  }

  private static Question question(Learner learner) {
    return learner.question(NOTHING, "a", "b");
  }

  private static Choice play(Learner learner, int i) {
    Choice choice = learner.decide(question(learner), Pick.draw("p/" + i, 1));
    learner.learn(choice.taken(), choice.arm().equals("a") ? 1 : 0);
    return choice;
  }
}
