package io.flyball.core.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.bandit.linear.LinUcb;
import org.junit.jupiter.api.Test;

class LearnerTest {
  private static final double[] X = {1, 0};
  private final Learner learner = new Learner(LinUcb.of(2, 1, 1));

  @Test
  void noEligibleArmIsRefused() {
    assertThatThrownBy(() -> learner.question(X))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no eligible arm");
  }

  @Test
  void aSingleArmIsChosenWithCertainty() {
    Choice choice = learner.decide(learner.question(X, "only"), .7);
    assertThat(choice.arm()).isEqualTo("only");
    assertThat(choice.propensity()).isEqualTo(1);
  }

  @Test
  void aContextThatIsNotFiniteOrHasAnotherLengthNeverReachesTheState() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> learner.question(new double[] {1, bad}, "a"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("context value 1 is not finite");
    }
    assertThatThrownBy(() -> learner.question(new double[3], "a"))
        .hasMessage("context must have 2 values, found 3");
    assertThat(learner.model().arms()).isEmpty();
  }

  @Test
  void anArmGivenTwiceIsRefused() {
    assertThatThrownBy(() -> learner.question(X, "a", "b", "a"))
        .hasMessage("arm 'a' is given twice");
  }

  @Test
  void aQuestionAboutKnownArmsLeavesTheModelAsItIs() {
    Question asked = learner.question(X, "a", "b");
    double[] expected = learner.propensities(asked);
    double[][] none = {};
    String[] arms = {"a", "b"};
    Question known = learner.known(X, arms, none, AssignedArm.NONE);
    assertThat(learner.propensities(known)).isEqualTo(expected);
    assertThat(learner.known(X, new String[] {"a", "new"}, none, AssignedArm.NONE)).isNull();
    assertThat(learner.model().arm("new")).isNull();
    assertThatThrownBy(() -> learner.known(X, new String[] {"a", "a"}, none, AssignedArm.NONE))
        .hasMessage("arm 'a' is given twice");
  }

  @Test
  void rewardsThatWouldPoisonTheStateAreRefused() {
    AssignedArm taken = learner.decide(learner.question(X, "a"), 0).taken();
    double[] before = learner.model().arm("a").state().clone();
    assertThatThrownBy(() -> learner.learn(taken, Double.NaN)).hasMessageContaining("not finite");
    assertThatThrownBy(() -> learner.learn(taken, new double[] {1, 1}, 1))
        .hasMessage("reward must have 1 values, found 2");
    assertThatThrownBy(() -> learner.learn(taken, new double[] {1}, 0))
        .hasMessageContaining("importance weight");
    assertThatThrownBy(() -> learner.learn(taken, new double[] {1}, -2))
        .hasMessageContaining("importance weight");
    assertThat(learner.model().arm("a").state()).containsExactly(before);
    assertThat(learner.model().learned()).isZero();
  }

  @Test
  void aRewardForAnArmThatIsGoneIsRefusedAndTheArmCanComeBackFresh() {
    AssignedArm taken = learner.decide(learner.question(X, "a", "b"), 0).taken();
    assertThat(learner.model().remove("a")).isTrue();
    assertThat(learner.model().remove("a")).isFalse();
    assertThatThrownBy(() -> learner.learn(taken, 1)).hasMessageContaining("'a' is not known");
    learner.question(X, "a");
    assertThat(learner.model().arm("a").number()).isEqualTo(2);
  }

  @Test
  void aForcedDecisionNeedsAPropensity() {
    Question question = learner.question(X, "a");
    assertThatThrownBy(() -> learner.decided(question, 0, 0)).hasMessageContaining("propensity");
    assertThatThrownBy(() -> learner.decided(question, 0, 1.1)).hasMessageContaining("propensity");
  }

  @Test
  void aModelOfAnotherDimensionIsRefused() {
    Model other = Model.fresh(LinUcb.of(3, 1, 1));
    assertThatThrownBy(() -> new Learner(LinUcb.of(2, 1, 1), other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("context=3")
        .hasMessageContaining("context=2");
  }

  @Test
  void explorationChangesOnALivingModel() {
    learner.learn(learner.decide(learner.question(X, "a"), 0).taken(), 1);
    Learner bolder = new Learner(LinUcb.of(2, 1, 5), learner.model());
    assertThat(bolder.scores(bolder.question(X, "a"))[0])
        .isGreaterThan(learner.scores(learner.question(X, "a"))[0]);
    assertThat(bolder.model().learned()).isEqualTo(1);
  }

  @Test
  void decisionsAndRewardsAreCounted() {
    Choice first = learner.decide(learner.question(X, "a"), 0);
    learner.decide(learner.question(X, "a"), 0);
    learner.learn(first.taken(), 1);
    assertThat(learner.model().decided()).isEqualTo(2);
    assertThat(learner.model().learned()).isEqualTo(1);
  }
}
