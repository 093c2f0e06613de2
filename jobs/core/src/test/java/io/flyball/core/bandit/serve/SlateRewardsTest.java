package io.flyball.core.bandit.serve;

import static io.flyball.core.bandit.serve.SlateServingTest.OVER;
import static io.flyball.core.bandit.serve.SlateServingTest.ask;
import static io.flyball.core.bandit.serve.SlateServingTest.clicked;
import static io.flyball.core.bandit.serve.SlateServingTest.top;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.SlateRequest.Placed;
import io.flyball.core.record.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Slates: which position a reward teaches. */
class SlateRewardsTest {
  /** The reported fault: what was clicked below taught the arm on top. */
  @Test
  void aRewardTeachesTheArmThatItNamesAndNoOther() {
    for (boolean byPosition : new boolean[] {true, false}) {
      Served served = new Served(Served.RULES);
      Placed[] slate = served.ask(ask("1", top(3))).slate();
      String second = slate[1].arm();
      served.give(clicked("r", "1", byPosition ? null : second, byPosition ? 2 : 0));
      served.until(OVER);
      for (Placed one : slate) {
        assertThat(served.arm(one.arm())).containsExactly(1, 1, one.arm().equals(second) ? 1 : 0);
      }
      assertThat(served.outcomes)
          .extracting(
              o -> o.decision().place().position(),
              Outcome::id,
              o -> o.decision().taken().arm(),
              Outcome::status,
              o -> o.reward()[0])
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple(
                  1, "p/1", slate[0].arm(), Outcome.Status.DEFAULTED, 0.0),
              org.assertj.core.groups.Tuple.tuple(
                  2, "p/1", slate[1].arm(), Outcome.Status.REWARDED, 1.0),
              org.assertj.core.groups.Tuple.tuple(
                  3, "p/1", slate[2].arm(), Outcome.Status.DEFAULTED, 0.0));
      assertThat(served.conserved()).isTrue();
      assertThat(served.counted(ServingCount.DECISIONS)).isEqualTo(3);
      assertThat(served.counted(ServingCount.SLATES)).isOne();
      assertThat(served.counted(ServingCount.SLATE_POSITIONS)).isEqualTo(2);
      served.until(Long.MAX_VALUE);
      assertThat(served.open).isEmpty();
    }
  }

  @Test
  void aRewardForWhatWasNotShownIsRefusedWithASentence() {
    Served served = new Served(Served.RULES);
    Placed[] slate = served.ask(ask("1", top(2))).slate();
    String hidden =
        Arrays.stream(Served.ARMS)
            .filter(arm -> Arrays.stream(slate).noneMatch(one -> one.arm().equals(arm)))
            .findFirst()
            .orElseThrow();
    served.give(clicked("r1", "1", null, 3));
    served.give(clicked("r2", "1", hidden, 0));
    served.give(clicked("r3", "1", slate[0].arm(), 2));
    served.give(clicked("r4", "1", null, 0));
    assertThat(served.refused)
        .extracting(letter -> letter.reason(), letter -> letter.message())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Reason.OUT_OF_RANGE,
                "the reward is for position 3, but decision 'p/1' has 2 positions"),
            org.assertj.core.groups.Tuple.tuple(
                Reason.ARM_MISMATCH,
                "the reward is for arm '"
                    + hidden
                    + "', but the slate shows "
                    + slate[0].arm()
                    + ", "
                    + slate[1].arm()
                    + " from the top"),
            org.assertj.core.groups.Tuple.tuple(
                Reason.ARM_MISMATCH,
                "the reward is for arm '"
                    + slate[0].arm()
                    + "' at position 2, but the slate shows "
                    + slate[0].arm()
                    + ", "
                    + slate[1].arm()
                    + " from the top"),
            org.assertj.core.groups.Tuple.tuple(
                Reason.MISSING_FIELD,
                "decision 'p/1' is a slate of 2 positions: a reward names its position or its"
                    + " arm"));
    served.until(OVER);
    assertThat(served.outcomes).allMatch(o -> o.status() == Outcome.Status.DEFAULTED);
  }

  /** An exposure below another is no decision for one arm: it would credit what was not clicked. */
  @Test
  void aDecisionForOneArmTakesNoRewardOfAnotherPosition() {
    Served served = new Served(Served.RULES);
    String arm = served.ask(Served.request("1", 0)).arm();
    String other = arm.equals("a") ? "b" : "a";
    served.give(clicked("r1", "1", other, 2));
    served.give(clicked("r2", "1", arm, 2));
    assertThat(served.refused)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.reason()).isEqualTo(Reason.ARM_MISMATCH);
              assertThat(letter.message()).contains("shows '" + arm + "' alone; ask for a slate");
            });
    assertThat(served.arm(arm)).containsExactly(1, 1, 1);
  }

  @Test
  void rewardsOvertakeRepeatContradictAndComeLateByPosition() {
    Served served = new Served(Changed.rules().corrections().r());
    served.give(clicked("early", "1", null, 2));
    DecisionRequest asked = ask("1", top(2));
    Placed[] slate = served.ask(asked).slate();
    assertThat(served.arm(slate[1].arm())).containsExactly(1, 1, 1);
    served.give(clicked("early", "1", null, 2));
    assertThat(served.counted(ServingCount.DUPLICATES)).isOne();
    assertThat(served.ask(asked).slate()).isEqualTo(slate);
    assertThat(served.counted(ServingCount.REPEATED_REQUESTS)).isOne();
    served.ask(ask("1", top(3)));
    assertThat(served.answeredNo.get(0).refusal().reason()).isEqualTo(Reason.DUP_CONFLICT);
    served.until(OVER);
    served.give(clicked("late", "1", null, 1));
    assertThat(served.arm(slate[0].arm())).containsExactly(1, 1, 1);
    Outcome corrected = served.outcomes.get(served.outcomes.size() - 1);
    assertThat(corrected.id()).isEqualTo("p/1");
    assertThat(corrected.decision().place().position()).isEqualTo(1);
    assertThat(served.conserved()).isTrue();
  }

  @Test
  void aLateRewardGoesOutAsItsSenderWroteIt() {
    Served served = new Served(Served.RULES);
    served.ask(ask("1", top(2)));
    served.until(OVER);
    served.give(clicked("late", "1", null, 2));
    assertThat(served.late)
        .singleElement()
        .satisfies(
            late -> {
              assertThat(late.decisionId()).isEqualTo("p/1");
              assertThat(late.position()).isEqualTo(2);
            });
  }

  @Test
  void aDeferredSlateIsActivatedAsAWhole() {
    Served served = new Served(Served.RULES);
    DecisionRequest asked =
        new DecisionRequest(
                "p/1",
                0,
                new double[0],
                Served.ARMS,
                new double[0][],
                new double[0],
                null,
                null,
                true,
                1,
                null,
                null)
            .with(top(2));
    served.ask(asked);
    served.give(Served.reward("a", "1", 1, Reward.Kind.ACTIVATE));
    served.until(OVER);
    assertThat(served.outcomes).hasSize(2).allMatch(o -> o.status() == Outcome.Status.DEFAULTED);
  }

  /** Below the first click nobody looked: no example. Above it everybody did. */
  @Test
  void theCascadeTeachesDownToTheFirstClick() {
    Served served = new Served(Changed.rules().clicks("cascade").r());
    Placed[] slate = served.ask(ask("1", top(3))).slate();
    served.give(clicked("r", "1", null, 2));
    served.until(OVER);
    assertThat(served.arm(slate[0].arm())).containsExactly(1, 1, 0);
    assertThat(served.arm(slate[1].arm())).containsExactly(1, 1, 1);
    assertThat(served.arm(slate[2].arm())).containsExactly(1, 0, 0);
    assertThat(served.counted(ServingCount.UNSEEN_POSITIONS)).isOne();
    assertThat(served.counted(ServingCount.CENSORED)).isOne();
    assertThat(served.conserved()).isTrue();
  }

  /** A = sum of theta² x x', b = sum of theta click x, by hand for x = 1. */
  @Test
  void aLinearPolicyLearnsWithItsInputsScaledByExamination() {
    Served served =
        new Served(
            Changed.rules()
                .algorithm("squarecb-ridge:lambda=1")
                .clicks("position-based:1/0.5")
                .r());
    Placed[] slate = served.ask(ask("1", top(2), 1)).slate();
    served.give(clicked("r", "1", null, 2));
    served.until(OVER);
    Learner learner = new Learner(PolicyName.parse("squarecb-ridge:lambda=1", 1, 0, 3, 1000));
    Question half = learner.question(new double[] {0.5}, "x");
    learner.learn(learner.decided(half, 0, 1), 1);
    assertThat(served.arm(slate[1].arm())).containsExactly(learner.model().arm("x").state());
    assertThat(served.outcomes)
        .filteredOn(o -> o.decision().place().position() == 2)
        .singleElement()
        .satisfies(o -> assertThat(o.decision().taken().context()).containsExactly(1));
  }

  /**
   * theta (1-alpha)/(1-theta alpha) with alpha still one half: 1/3 at theta 1/2; a click counts 1.
   */
  @Test
  void aCountingPolicyLearnsWithTheProbabilityOfALook() {
    Served served = new Served(Changed.rules().clicks("position-based:1/0.5").r());
    Placed[] slate = served.ask(ask("1", top(2))).slate();
    served.until(OVER);
    assertThat(served.arm(slate[0].arm())).containsExactly(1, 1, 0);
    assertThat(served.arm(slate[1].arm()))
        .containsExactly(new double[] {1, 1 / 3.0, 0}, within(1e-12));
    Served other = new Served(Changed.rules().clicks("position-based:1/0.5").r());
    other.ask(ask("1", top(2)));
    other.give(clicked("r", "1", null, 2));
    other.until(OVER);
    assertThat(other.arm(slate[1].arm())).containsExactly(1, 1, 1);
  }
}
