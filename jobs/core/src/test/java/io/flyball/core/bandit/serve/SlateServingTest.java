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

/** Slates: how they are filled. */
class SlateServingTest {
  static final String[][] ANY = {};

  /** The window is over, the decisions are remembered. */
  static final long OVER = 3 * Served.WINDOW / 2;

  static final Placed[] UNKNOWN = {};

  static SlateRequest top(int positions) {
    return new SlateRequest(positions, ANY, UNKNOWN);
  }

  static DecisionRequest ask(String id, SlateRequest slate, double... context) {
    return Served.request(id, 0, context).with(slate);
  }

  static Reward clicked(String id, String decision, String arm, int position) {
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
  void aRewardForAllSlotsThatContradictsAnotherAtOneCountsAtNone() {
    Served served = new Served(Served.RULES);
    SlateRequest slots = new SlateRequest(0, new String[][] {{"c"}, {"a"}}, UNKNOWN);
    served.ask(ask("1", slots));
    served.give(clicked("r", "1", null, 2));
    served.give(Served.value("r", "1", 1, 0.5));
    assertThat(served.refused)
        .singleElement()
        .satisfies(letter -> assertThat(letter.reason()).isEqualTo(Reason.DUP_CONFLICT));
    assertThat(served.arm("c")).containsExactly(1, 1, 0);
    assertThat(served.arm("a")).containsExactly(1, 1, 1);
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
