package io.flyball.core.bandit.serve;

import static io.flyball.core.bandit.serve.Served.WINDOW;
import static io.flyball.core.bandit.serve.Served.reward;
import static io.flyball.core.bandit.serve.Served.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.join.Aggregation;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.Outcome.Status;
import io.flyball.core.record.Reason;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What becomes of a decision and its rewards. */
class RewardJoinerTest {
  private static final double[] X = {1, 0.5};
  private static final List<Reward.Kind> KINDS =
      List.of(Reward.Kind.VALUE, Reward.Kind.ACTIVATE, Reward.Kind.FINAL);

  @Test
  void aDecisionWithoutRewardTeachesTheDefaultOrNothing() {
    Served defaulted = new Served(Served.RULES);
    defaulted.ask("1", 0);
    defaulted.until(2 * WINDOW);
    assertThat(defaulted.outcomes.get(0).status()).isEqualTo(Status.DEFAULTED);
    assertThat(defaulted.outcomes.get(0).reward()).containsExactly(0);

    Served censored = new Served(Changed.rules().defaultReward(null).r());
    censored.ask("1", 0);
    censored.until(2 * WINDOW);
    assertThat(censored.outcomes.get(0).status()).isEqualTo(Status.CENSORED);
    assertThat(censored.outcomes.get(0).reward()).isNull();
    assertThat(censored.arm("a")[1]).as("observed").isZero();
  }

  @Test
  void aCensoredDecisionLeavesThePredictionAsItWas() {
    Served served = new Served(Changed.rules().algorithm("linucb").defaultReward(null).r());
    Decision first = served.ask("1", 0, X);
    served.give(value("r", "1", 1, 1));
    double[] before = served.arm(first.arm()).clone();
    Decision second = served.ask("2", 2, X);
    served.until(3 * WINDOW);
    assertThat(second.arm()).isEqualTo(first.arm());
    int theta = before.length - X.length;
    for (int i = theta; i < before.length; i++) {
      assertThat(served.arm(first.arm())[i]).isCloseTo(before[i], within(1e-12));
    }
  }

  @Test
  void theWindowIsOpenAtItsEnd() {
    Served served = new Served(Served.RULES);
    served.ask("1", 0);
    served.ask("2", 0);
    served.give(value("in", "1", WINDOW - 1, 1));
    served.give(value("out", "2", WINDOW, 1));
    served.until(2 * WINDOW);
    assertThat(served.outcomes)
        .extracting(Outcome::status)
        .containsExactly(Status.REWARDED, Status.DEFAULTED);
    assertThat(served.late).extracting(Reward::id).containsExactly("out");
  }

  @Test
  void theSameIdCountsOnce() {
    Served served = new Served(Served.RULES);
    Decision decision = served.ask("1", 0);
    served.give(value("r", "1", 1, 1));
    served.give(value("r", "1", 1, 1));
    served.until(WINDOW + 20);
    served.give(value("r", "1", 1, 1));
    assertThat(served.outcomes.get(0).reward()).containsExactly(1);
    assertThat(served.counted(ServingCount.DUPLICATES)).isEqualTo(2);
    assertThat(served.late).isEmpty();
    assertThat(served.arm(decision.arm())[2]).as("sum").isEqualTo(1);
  }

  @Test
  void aFinalRewardResolvesAtOnce() {
    Served served = new Served(Changed.rules().learning(Learning.AT_EXPIRY).r());
    Decision decision = served.ask("1", 0);
    served.give(reward("r", "1", 5, Reward.Kind.FINAL, 1));
    assertThat(served.outcomes.get(0).time()).isEqualTo(5);
    assertThat(served.arm(decision.arm())[2]).isEqualTo(1);
  }

  @Test
  void aDeferredDecisionCountsOnlyOnceActivated() {
    for (boolean activated : new boolean[] {false, true}) {
      Served served = new Served(Served.RULES);
      DecisionRequest r = Served.request("1", 0);
      served.ask(
          new DecisionRequest(
              r.id(),
              0,
              X,
              r.arms(),
              r.features(),
              AssignedArm.NONE,
              null,
              null,
              true,
              1,
              null,
              null));
      served.give(value("r", "1", 1, 1));
      if (activated) {
        served.give(reward("a", "1", 2, Reward.Kind.ACTIVATE));
      }
      served.until(2 * WINDOW);
      assertThat(served.outcomes.get(0).status())
          .isEqualTo(activated ? Status.REWARDED : Status.CENSORED);
      assertThat(served.arms.values().stream().mapToDouble(arm -> arm.state()[2]).sum())
          .isEqualTo(activated ? 1 : 0);
    }
  }

  @Test
  void severalRewardsBecomeOne() {
    double[] rewards = {-3, -1, -2};
    Map<Aggregation, Double> expected =
        Map.of(
            Aggregation.EARLIEST, -3.0,
            Aggregation.AVERAGE, -2.0,
            Aggregation.MEDIAN, -2.0,
            Aggregation.SUM, -6.0,
            Aggregation.MIN, -3.0,
            Aggregation.MAX, -1.0);
    for (Aggregation how : Aggregation.values()) {
      Served served = new Served(Changed.rules().algorithm("greedy-ridge").aggregation(how).r());
      served.ask("1", 0, X);
      for (int i = rewards.length - 1; i >= 0; i--) {
        served.give(value("r" + i, "1", 1 + i, rewards[i]));
      }
      served.until(2 * WINDOW);
      assertThat(served.outcomes.get(0).reward()).as(how.name()).containsExactly(expected.get(how));
    }
  }

  @Test
  void aRewardOutOfTheAlgorithmsRangeIsRefusedAndTheNextCounts() {
    Served served = new Served(Changed.rules().algorithm("beta-thompson").r());
    Decision decision = served.ask("1", 0);
    double[] before = served.arm(decision.arm()).clone();
    served.give(value("r", "1", 1, 7));
    assertThat(served.refused.get(0).reason()).isEqualTo(Reason.OUT_OF_RANGE);
    assertThat(served.arm(decision.arm())).isEqualTo(before);
    served.give(value("r2", "1", 2, 1));
    served.until(2 * WINDOW);
    assertThat(served.outcomes.get(0).reward()).containsExactly(1);
  }

  @Test
  void aWeightBelongsToAnExampleThatWasNotLearnedYet() {
    Reward heavy =
        new Reward("r", 1, "p/1", Reward.Kind.FINAL, new double[] {1}, 2, null, null, 0, null);
    Served presumed = new Served(Served.RULES);
    presumed.ask("1", 0);
    presumed.give(heavy);
    assertThat(presumed.refused.get(0).message()).contains("weight is 2.0", "AT_EXPIRY");
    Served waiting = new Served(Changed.rules().learning(Learning.AT_EXPIRY).r());
    waiting.ask("1", 0);
    waiting.give(heavy);
    assertThat(waiting.outcomes.get(0).decision().importance()).isEqualTo(2);
  }

  @Test
  void whateverComesEveryDecisionIsCountedOnceAndNothingIsLeft() {
    Random random = new Random(7);
    Served served = new Served(Changed.rules().algorithm("linucb").corrections().r());
    for (int i = 0; i < 3000; i++) {
      long now = i * 3L;
      if (random.nextInt(20) > 0) {
        served.ask("" + (i - random.nextInt(2)), now, random.nextDouble(), 1);
      }
      for (int n = random.nextInt(4); n > 0; n--) {
        String decision = "" + Math.max(0, i + 5 - random.nextInt(600));
        Reward.Kind kind = KINDS.get(random.nextInt(3));
        double[] values = kind == Reward.Kind.ACTIVATE ? AssignedArm.NONE : new double[] {1};
        served.give(
            reward("r" + random.nextInt(4000), decision, now - random.nextInt(90), kind, values));
      }
      served.until(now - 50);
      assertThat(served.conserved()).isTrue();
    }
    served.until(Long.MAX_VALUE / 2);
    assertThat(served.conserved()).isTrue();
    assertThat(served.counted(ServingCount.PENDING)).isZero();
    assertThat(served.open).isEmpty();
    assertThat(served.arms).isEmpty();
    assertThat(served.other.values()).allSatisfy(map -> assertThat(map).hasToString("{}"));
  }
}
