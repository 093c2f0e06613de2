package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.env.LinearEnvironment;
import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.record.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecisionHandlerTest {

  @Test
  void aContextThatTheAlgorithmNeedsAndDoesNotGetIsRefusedAndNothingIsBorn() {
    Served served = new Served(Changed.rules().algorithm("linucb").r());
    assertThat(served.ask("1", 10)).isNull();
    assertThat(served.refused.get(0).reason()).isEqualTo(Reason.MODEL_MISMATCH);
    assertThat(served.refused.get(0).message()).contains("needs a context", "beta-thompson");
    assertThat(served.arms).isEmpty();
    assertThat(served.state.head().get()).isNull();
  }

  @Test
  void anUnknownAlgorithmIsRefusedWithThoseThatAreKnown() {
    Served served = new Served(Changed.rules().algorithm("oracle").r());
    assertThat(served.ask("1", 10)).isNull();
    assertThat(served.refused.get(0).message()).contains("unknown policy 'oracle'", "linucb");
  }

  @Test
  void aContextOfAnotherLengthIsRefusedAndMovesNothing() {
    Served served = new Served(Changed.rules().algorithm("linucb").r());
    served.ask("1", 10, 1, 0.5);
    double[] before = served.arm("a").clone();
    assertThat(served.ask("2", 11, 1)).isNull();
    assertThat(served.refused.get(0).message()).isEqualTo("context must have 2 values, found 1");
    assertThat(served.arm("a")).isEqualTo(before);
    assertThat(served.counted(ServingCount.DECISIONS)).isOne();
  }

  @Test
  void oneArmIsShownForCertain() {
    Served served = new Served(Served.RULES);
    DecisionRequest one = with(Served.request("1", 10), new String[] {"a"}, null, null, null);
    Decision decision = served.ask(one);
    assertThat(decision.arm()).isEqualTo("a");
    assertThat(decision.propensities()).containsExactly(1);
  }

  @Test
  void theSameRequestAgainGetsTheSameAnswerAndIsNotDecidedTwice() {
    Served served = new Served(Changed.rules().algorithm("random").r());
    Decision first = served.ask("1", 10);
    served.ask("2", 11);
    Decision again = served.ask("1", 10);
    assertThat(again.arm()).isEqualTo(first.arm());
    assertThat(again.policyVersion()).isEqualTo(first.policyVersion());
    assertThat(served.counted(ServingCount.DECISIONS)).isEqualTo(2);
    assertThat(served.counted(ServingCount.REPEATED_REQUESTS)).isOne();
  }

  @Test
  void aForcedArmHasPropensityOneAndIsKeptOutOfEvaluation() {
    ServingRules rules =
        Changed.rules()
            .algorithm("random")
            .evaluating(Served.evaluating(Map.of("r", "random"), 1, 1))
            .r();
    Served served = new Served(rules);
    Decision decision = served.ask(with(Served.request("1", 10), Served.ARMS, "c", null, null));
    assertThat(decision.arm()).isEqualTo("c");
    assertThat(decision.propensity()).isOne();
    assertThat(decision.forced()).isTrue();
    served.give(Served.reward("r", "1", 20, Reward.Kind.FINAL, 1));
    assertThat(served.outcomes).hasSize(1);
    assertThat(served.evaluations).isEmpty();
  }

  @Test
  void shadowServesTheBaselineLearnsFromItAndCountsAgreement() {
    Served served =
        new Served(Changed.rules().algorithm("softmax:temperature=1").mode(Mode.SHADOW).r());
    for (int i = 0; i < 30; i++) {
      Decision decision = served.ask(with(Served.request("" + i, i), Served.ARMS, null, "b", null));
      assertThat(decision.arm()).isEqualTo("b");
      assertThat(decision.shadowArm()).isIn("a", "b", "c");
      served.give(Served.reward("r" + i, "" + i, i, Reward.Kind.FINAL, 1));
    }
    assertThat(served.counted(ServingCount.SHADOWED)).isEqualTo(30);
    assertThat(served.counted(ServingCount.AGREED)).isBetween(1L, 29L);
    assertThat(served.arm("b")[1]).as("observed").isEqualTo(30);
  }

  @Test
  void loggingOnlyAndFrozenLeaveTheModelAlone() {
    for (Mode mode : List.of(Mode.LOGGING_ONLY, Mode.FROZEN)) {
      Served served = new Served(Served.RULES);
      served.ask("0", 1);
      served.give(Served.reward("r0", "0", 2, Reward.Kind.FINAL, 1));
      double[] before = served.arm("a").clone();
      served.rules(Changed.rules().mode(mode).r());
      Decision decision = served.ask("1", 3);
      served.give(Served.reward("r1", "1", 4, Reward.Kind.FINAL, 1));
      assertThat(served.arm("a")).isEqualTo(before);
      assertThat(decision.mode()).isEqualTo(mode);
      assertThat(served.outcomes).hasSize(2);
    }
  }

  @Test
  void armsAppearAndDisappearWithTheRequests() {
    Served served = new Served(Served.RULES);
    Set<String> shown = new HashSet<>();
    String[][] offers = {{"a", "b"}, {"b", "c"}, {"c", "d"}};
    for (int i = 0; i < 12; i++) {
      String[] offer = offers[i % 3];
      Decision d = served.ask(with(Served.request("" + i, i), offer, null, null, null));
      assertThat(d.arm()).isIn((Object[]) offer);
      shown.add(d.arm());
    }
    assertThat(served.arms.keySet()).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(shown).hasSizeGreaterThan(2);
  }

  @Test
  void moreArmsThanAllowedAreRefused() {
    Served served = new Served(Served.RULES);
    String[] many = new String[101];
    for (int i = 0; i < many.length; i++) {
      many[i] = "arm" + i;
    }
    assertThat(served.ask(with(Served.request("1", 1), many, null, null, null))).isNull();
    assertThat(served.refused.get(0).message()).contains("101 arms; bandit.max-arms allows 100");
  }

  @Test
  void aLoggedDecisionTeachesAndIsEvaluatedWithItsOwnPropensity() {
    ServingRules rules =
        Changed.rules()
            .algorithm("random")
            .evaluating(Served.evaluating(Map.of("r", "random"), 1, 1))
            .r();
    Served served = new Served(rules);
    Decision decision = served.ask(with(Served.request("1", 10), Served.ARMS, null, null, "b"));
    assertThat(decision.arm()).isEqualTo("b");
    assertThat(decision.propensity()).isEqualTo(0.5);
    assertThat(decision.propensities()).containsExactly(0.25, 0.5, 0.25);
    assertThat(decision.shadowArm()).isNotNull();
    served.give(Served.reward("r", "1", 20, Reward.Kind.FINAL, 1));
    assertThat(served.evaluations.get(0).values().get("ips"))
        .isCloseTo(1 / 3.0 / 0.5, within(1e-12));
  }

  /** LinUCB with alpha 1 on LIN-10-20, seed 1: regret 1045.7558 after 100,000 rounds. */
  @Test
  void linUcbInServiceHasTheRegretOfTheBareAlgorithm() {
    Served served = new Served(Changed.rules().algorithm("linucb:alpha=1,ties=first").r());
    LinearEnvironment world = new LinearEnvironment(1, 10, 20, 0);
    String[] names = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    double regret = 0;
    for (int t = 0; t < 100_000; t++) {
      world.begin(t);
      Decision d =
          served.ask(with(Served.request("" + t, t, world.context()), names, null, null, null));
      int shown = Integer.parseInt(d.arm());
      regret += world.best() - world.mean(shown);
      served.give(Served.value("r" + t, "" + t, t, world.reward(shown)));
      served.until(t);
      served.decisions.clear();
      served.outcomes.clear();
    }
    assertThat(regret).isCloseTo(1045.7558, within(0.005 * 1045.7558));
    assertThat(served.conserved()).isTrue();
  }

  private static DecisionRequest with(
      DecisionRequest r, String[] arms, String forced, String baseline, String logged) {
    return new DecisionRequest(
        r.id(),
        r.time(),
        r.context(),
        arms,
        new double[0][],
        AssignedArm.NONE,
        forced,
        baseline,
        false,
        1,
        logged,
        logged == null ? null : 0.5);
  }
}
