package io.flyball.core.bandit.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Epsilon;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CountPoliciesTest {
  private static final double[] NO_CONTEXT = {};

  static Stream<Policy> all() {
    return Stream.of(
        new EpsilonGreedy(Epsilon.fixed(.1)),
        new Softmax(.1, .05),
        new Ucb1(2, true),
        new KlUcb(0, true),
        new BetaThompson(1, 1),
        new Exp3(0, false),
        new Exp3(1000, true));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSingleArmHasProbabilityOneFromTheFirstDecisionOn(Policy policy) {
    Learner learner = new Learner(policy);
    for (int i = 0; i < 3; i++) {
      Choice choice = learner.decide(learner.question(NO_CONTEXT, "only"), .99);
      assertThat(choice.propensities()).containsExactly(new double[] {1}, within(1e-12));
      learner.learn(choice.taken(), i % 2);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void propensitiesSumToOneWhateverTheHistory(Policy policy) {
    Learner learner = new Learner(policy);
    for (int i = 0; i < 300; i++) {
      Question question =
          i % 3 == 0
              ? learner.question(NO_CONTEXT, "a", "b")
              : learner.question(NO_CONTEXT, "b", "c", "a");
      Choice choice = learner.decide(question, i * .618 % 1);
      double sum = 0;
      for (double p : choice.propensities()) {
        assertThat(p).isNotNegative();
        sum += p;
      }
      assertThat(sum).isCloseTo(1, within(1e-9));
      if (i % 5 != 0) {
        learner.learn(choice.taken(), i % 2);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRewardOutsideTheUnitIntervalIsRefused(Policy policy) {
    Learner learner = new Learner(policy);
    AssignedArm taken = learner.decide(learner.question(NO_CONTEXT, "a"), 0).taken();
    assertThatThrownBy(() -> learner.learn(taken, 1.5)).hasMessageContaining("[0.0, 1.0]");
    assertThatThrownBy(() -> learner.learn(taken, -.1)).hasMessageContaining("[0.0, 1.0]");
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRevisedRewardEqualsOneThatWasRightFromTheStart(Policy policy) {
    Learner right = new Learner(policy);
    Learner wrong = new Learner(policy);
    Question askRight = right.question(NO_CONTEXT, "a", "b");
    Question askWrong = wrong.question(NO_CONTEXT, "a", "b");
    right.learn(right.decided(askRight, 0, .5), 1);
    AssignedArm taken = wrong.decided(askWrong, 0, .5);
    wrong.learn(taken, 0);
    wrong.revise(taken, new double[] {0}, new double[] {1}, 1);
    assertThat(wrong.model().arm("a").state()).containsExactly(right.model().arm("a").state());
  }

  @ParameterizedTest
  @MethodSource("all")
  void theBetterOfTwoArmsIsShownMoreOften(Policy policy) {
    Learner learner = new Learner(policy);
    int better = 0;
    for (int i = 0; i < 400; i++) {
      Choice choice = learner.decide(learner.question(NO_CONTEXT, "bad", "good"), i * .618 % 1);
      better += choice.index();
      learner.learn(choice.taken(), choice.index());
    }
    assertThat(better).isGreaterThan(250);
  }

  @Test
  void everyArmIsTriedBeforeTheFirstRewardArrives() {
    Learner learner = new Learner(new KlUcb(0, true));
    StringBuilder order = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      order.append(learner.decide(learner.question(NO_CONTEXT, "a", "b", "c"), 0).arm());
    }
    assertThat(order).hasToString("abcabc");
  }

  @Test
  void anArmWhoseRewardsNeverComeDoesNotHoldThePolicyUp() {
    Learner learner = new Learner(new KlUcb(0, true));
    int silent = 0;
    for (int i = 0; i < 2000; i++) {
      Choice choice = learner.decide(learner.question(NO_CONTEXT, "silent", "loud"), 0);
      if (choice.index() == 0) {
        silent++;
      } else {
        learner.learn(choice.taken(), i % 4 == 0 ? 0 : 1);
      }
    }
    assertThat(silent).isLessThan(1200);
  }

  @Test
  void epsilonDecaysAsOneOverT() {
    assertThat(new Epsilon(0, 5).at(0, 2)).isEqualTo(1);
    assertThat(new Epsilon(0, 5).at(99, 2)).isEqualTo(.1);
    assertThat(new Epsilon(.2, 5).at(99, 2)).isEqualTo(.2);
    assertThat(new Epsilon(0, 0, 10).at(9, 2)).as("explore first").isEqualTo(1);
    assertThat(new Epsilon(0, 0, 10).at(10, 2)).as("then commit").isZero();
    assertThatThrownBy(() -> Epsilon.fixed(1.1)).hasMessageContaining("epsilon");
  }

  @Test
  void anUncertainEpsilonGreedyLogsItsTwoProbabilities() {
    Learner learner = new Learner(new EpsilonGreedy(Epsilon.fixed(.3)));
    Question ask = learner.question(NO_CONTEXT, "a", "b", "c");
    learner.learn(learner.decided(ask, 1, 1), 1);
    learner.learn(learner.decided(ask, 0, 1), 0);
    learner.learn(learner.decided(ask, 2, 1), 0);
    assertThat(learner.propensities(ask)).containsExactly(new double[] {.1, .8, .1}, within(1e-15));
  }

  @Test
  void priorCountsWarmAnArmAndCanBeTakenBackExactly() {
    Learner learner = new Learner(new BetaThompson(1, 1));
    learner.question(NO_CONTEXT, "a", "b");
    WarmStart.add(learner.model().arm("a"), 100, 90);
    assertThat(learner.propensities(learner.question(NO_CONTEXT, "a", "b"))[0]).isGreaterThan(.8);
    WarmStart.add(learner.model().arm("a"), -100, -90);
    assertThat(learner.model().arm("a").state()).containsOnly(0);
    assertThatThrownBy(() -> WarmStart.add(learner.model().arm("a"), -1, -1))
        .hasMessageContaining("does not hold 1");
    assertThatThrownBy(() -> WarmStart.add(learner.model().arm("a"), 1, 2))
        .hasMessageContaining("pseudo-rewards");
  }
}
