package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.ServingRules.Exploring;
import io.flyball.core.bandit.serve.SlateRequest.Placed;
import io.flyball.core.bandit.slate.PlackettLuce;
import io.flyball.core.record.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Slates: how they are filled, and which position a reward teaches. */
class SlateServingTest {
  private static final String[][] ANY = {};

  /** The window is over, the decisions are remembered. */
  private static final long OVER = 3 * Served.WINDOW / 2;

  private static final Placed[] UNKNOWN = {};

  static SlateRequest top(int positions) {
    return new SlateRequest(positions, ANY, UNKNOWN);
  }

  private static DecisionRequest ask(String id, SlateRequest slate, double... context) {
    return Served.request(id, 0, context).with(slate);
  }

  private static Reward clicked(String id, String decision, String arm, int position) {
    return new Reward(
        id,
        1,
        "p/" + decision,
        Reward.Kind.VALUE,
        new double[] {1},
        1,
        arm,
        null,
        0,
        null,
        position);
  }

  /** Costs (.5, .3, .4) and gamma 20: (1/7, .657…, .2), then of the first and the last 1/4, 3/4. */
  @Test
  void everyPositionIsDecidedAmongWhatIsLeft() {
    Learner learner =
        new Learner(
            PolicyName.parse("squarecb-ridge:lambda=1e-12,scale=20,exponent=0", 1, 0, 3, 9));
    double[] rewards = {-.5, -.3, -.4};
    for (int a = 0; a < 3; a++) {
      Question alone = learner.question(new double[] {1}, Served.ARMS[a]);
      learner.learn(learner.decided(alone, 0, 1), rewards[a]);
    }
    Question all = learner.question(new double[] {1}, Served.ARMS);
    int bc = 0;
    int n = 4000;
    for (int i = 0; i < n; i++) {
      List<SlatePosition> slate =
          SlatePosition.drawn(learner, all, top(2), Exploring.NONE, "p/" + i, 1);
      assertThat(slate.get(0).propensities())
          .containsExactly(new double[] {1 / 7.0, .657142857142857, .2}, within(1e-9));
      if (slate.get(0).arm().equals("b")) {
        assertThat(slate.get(1).propensities())
            .containsExactly(new double[] {.25, .75}, within(1e-9));
        bc += slate.get(1).arm().equals("c") ? 1 : 0;
      }
    }
    double joint = .492857142857;
    assertThat((double) bc / n).isCloseTo(joint, within(4 * Math.sqrt(joint * (1 - joint) / n)));
  }

  @Test
  void aSoftmaxFillsSlatesAsPlackettAndLuceDo() {
    Served served = new Served(Changed.rules().algorithm("softmax:temperature=.2,floor=0").r());
    served.ask(Served.request("x", 0));
    Map<String, double[]> seen =
        Map.of("a", new double[] {10, 1}, "b", new double[] {10, 5}, "c", new double[] {10, 3});
    served.control(1, new Interventions(false, false, List.of(), seen));
    Decision slate = served.ask(ask("w", top(3)));
    double[] expected = new PlackettLuce(slate.propensities()).conditionals(indices(slate));
    assertThat(Arrays.stream(slate.slate()).mapToDouble(Placed::propensity).toArray())
        .containsExactly(expected, within(1e-12));
  }

  private static int[] indices(Decision slate) {
    return Arrays.stream(slate.slate())
        .mapToInt(one -> Arrays.asList(Served.ARMS).indexOf(one.arm()))
        .toArray();
  }

  @Test
  void theFirstPositionIsADecisionForOneArm() {
    for (int i = 0; i < 20; i++) {
      Decision one = new Served(Served.RULES).ask(Served.request("" + i, 0));
      Decision slate = new Served(Served.RULES).ask(ask("" + i, top(3)));
      assertThat(slate.arm()).isEqualTo(one.arm()).isEqualTo(slate.slate()[0].arm());
      assertThat(slate.propensities()).isEqualTo(one.propensities());
      assertThat(slate.arms()).isEqualTo(one.arms());
      assertThat(indices(slate)).containsExactlyInAnyOrder(0, 1, 2);
      assertThat(one.slate()).isEmpty();
    }
  }

  @Test
  void theOrderOfArmsAndTheFloorAreAsForOneArm() {
    ServingRules rules = Changed.rules().algorithm("linucb").exploring(0.1, 0).r();
    DecisionRequest asked = ask("1", top(2), 1, 0);
    DecisionRequest turned =
        new DecisionRequest(
                "p/1",
                0,
                new double[] {1, 0},
                new String[] {"c", "a", "b"},
                new double[0][],
                new double[0],
                null,
                null,
                false,
                1,
                null,
                null)
            .with(top(2));
    Decision one = new Served(rules).ask(asked);
    Decision other = new Served(rules).ask(turned);
    assertThat(other.slate()).isEqualTo(one.slate());
    assertThat(other.arms()).containsExactly("c", "a", "b");
    Served served = new Served(rules);
    served.ask(ask("0", top(1), 1, 0));
    served.give(Served.reward("r", "0", 1, Reward.Kind.FINAL, 1));
    Placed[] slate = served.ask(asked).slate();
    assertThat(Math.abs(slate[0].propensity() - .45)).isCloseTo(.35, within(1e-12));
    assertThat(slate[1].propensity()).isGreaterThanOrEqualTo(0.1);
  }

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

  @Test
  void slotsDrawFromArmsOfTheirOwnAndShareARewardForAll() {
    Served served = new Served(Served.RULES);
    SlateRequest slots = new SlateRequest(0, new String[][] {{"c"}, {"a", "b"}}, UNKNOWN);
    Decision slate = served.ask(ask("1", slots));
    assertThat(slate.arm()).isEqualTo("c");
    assertThat(slate.arms()).containsExactly("c");
    assertThat(slate.slate()[1].arm()).isIn("a", "b");
    assertThat(slate.slate()[1].propensity()).isEqualTo(0.5);
    served.give(Served.value("r", "1", 1, 1));
    assertThat(served.arm("c")).containsExactly(1, 1, 1);
    assertThat(served.arm(slate.slate()[1].arm())).containsExactly(1, 1, 1);
  }

  @Test
  void aLoggedSlateIsLearnedAsItWasShown() {
    Served served = new Served(Served.RULES);
    Placed[] shown = {new Placed("c", 0.4), new Placed("a", 0.25)};
    Decision slate = served.ask(ask("1", new SlateRequest(2, ANY, shown)));
    assertThat(slate.slate()).isEqualTo(shown);
    assertThat(slate.forced()).isFalse();
    assertThat(slate.propensities()).containsExactly(new double[] {.3, .3, .4}, within(1e-15));
    assertThat(served.counted(ServingCount.SHADOWED)).isEqualTo(2);
    Decision certain =
        served.ask(
            ask(
                "2",
                new SlateRequest(2, ANY, new Placed[] {new Placed("c", 1), new Placed("b", 1)})));
    assertThat(certain.forced()).isTrue();
  }

  @Test
  void whereThePolicyDoesNotDecideTheFirstArmsAreShown() {
    Served served = new Served(Changed.rules().mode(Mode.LOGGING_ONLY).r());
    Decision slate = served.ask(ask("1", top(2)));
    assertThat(slate.slate()).containsExactly(new Placed("a", 1), new Placed("b", 1));
  }

  @Test
  void aPolicyThatPlaysOneArmForRoundsFillsNoSlate() {
    Served served = new Served(Changed.rules().algorithm("batched-exp3").r());
    served.ask(ask("1", top(2)));
    assertThat(served.answeredNo.get(0).refusal().message()).contains("cannot fill a slate");
    assertThat(served.open).isEmpty();
  }

  @Test
  void tenPositionsOfTenThousandArms() {
    String[] arms = new String[10_000];
    Arrays.setAll(arms, a -> "arm" + a);
    Served served = new Served(Changed.rules().algorithm("squarecb-ridge").arms(10_000, true).r());
    Decision slate =
        served.ask(
            new DecisionRequest(
                    "p/1",
                    0,
                    new double[] {1, 2},
                    arms,
                    new double[0][],
                    new double[0],
                    null,
                    null,
                    false,
                    1,
                    null,
                    null)
                .with(top(10)));
    assertThat(Arrays.stream(slate.slate()).map(Placed::arm).distinct()).hasSize(10);
    assertThat(slate.slate()[9].propensity()).isCloseTo(1.0 / 9_991, within(1e-9));
    assertThat(slate.slate()[0].propensity()).isGreaterThan(Pick.LEAST);
  }
}
