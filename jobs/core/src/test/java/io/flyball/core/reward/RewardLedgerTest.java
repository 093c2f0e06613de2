package io.flyball.core.reward;

import static io.flyball.core.reward.OnePolicy.row;
import static io.flyball.core.reward.OnePolicy.rules;
import static io.flyball.core.reward.OnePolicy.settings;
import static io.flyball.core.reward.OnePolicy.signal;
import static io.flyball.core.reward.OnePolicy.unanswered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RewardLedgerTest {
  @Test
  void nobodyAnsweredAndTheRewardIsNothing() {
    OnePolicy policy = OnePolicy.plain().take(unanswered("a", 5), unanswered("a", 6));
    assertThat(policy.rewards).hasSize(1);
    assertThat(policy.last().value()).isZero();
    assertThat(policy.last().components()).isEmpty();
    assertThat(policy.last().evidence()).containsExactly("signal/p/a5");
    assertThat(policy.counts)
        .containsExactly(entry(RewardCount.FIRST, 1L), entry(RewardCount.UNCHANGED, 1L));
  }

  /**
   * A slate shows several items under one decision; the reward is for the one that was answered.
   */
  @Test
  void aRewardNamesTheItemThatWasAnswered() {
    OnePolicy policy =
        OnePolicy.plain()
            .take(
                row("p/1", "a", "home", "", 0, "", 0, 5),
                row("p/1", "b", "home", "", 0, "click", 1, 6));
    assertThat(policy.rewards.get(0).arm()).isEqualTo("a");
    assertThat(policy.last().arm()).isEqualTo("b");
    assertThat(policy.last().value()).isOne();
    policy.take(row("p/1", "a", "home", "", 0, "rating", .5, 3));
    assertThat(policy.last().arm()).as("an older answer does not take it away").isEqualTo("b");
  }

  @Test
  void aRewardNamesNoItemWhereThereIsNoneOrNobodyIsToLearn() {
    OnePolicy policy = OnePolicy.plain().take(row("p/1", "", "home", "", 0, "click", 1, 6));
    assertThat(policy.last().arm()).isNull();
    policy.take(row("1", "a", "home", "", 0, "click", 1, 6));
    assertThat(policy.last().arm()).isNull();
  }

  @Test
  void theFirstSignalRewardsAndTheNextCorrects() {
    OnePolicy policy =
        OnePolicy.plain().take(signal("a", "click", 1, 1), signal("a", "rating", .5, 2));
    Reward first = policy.rewards.get(0);
    assertThat(first.id()).isEqualTo("reward/p/a/0");
    assertThat(first.policy()).isEqualTo("p");
    assertThat(first.value()).isEqualTo(1);
    assertThat(first.corrects()).isNull();
    Reward second = policy.rewards.get(1);
    assertThat(second.id()).isEqualTo("reward/p/a/1");
    assertThat(second.corrects()).isEqualTo("reward/p/a/0");
    assertThat(second.value()).isEqualTo(1.25);
    assertThat(second.components()).containsOnly(entry("click", 1.0), entry("rating", .5));
    assertThat(second.objectives()).containsExactly(.5, 1.0);
    assertThat(second.shadow()).containsOnly(entry("stars", .5));
    assertThat(second.evidence()).containsExactly("p/aclick1", "p/arating2");
  }

  @Test
  void anOlderSignalOfItsKindAndTheSameAgainChangeNothing() {
    OnePolicy policy = OnePolicy.plain().take(signal("a", "rating", .5, 9));
    policy.take(signal("a", "rating", -1, 3), signal("a", "rating", .5, 9));
    // Newer, but it says the same.
    policy.take(signal("a", "rating", .5, 10));
    assertThat(policy.rewards).hasSize(1);
    assertThat(policy.count(RewardCount.UNCHANGED)).isEqualTo(3);
    policy.take(signal("a", "rating", 1, 11));
    assertThat(policy.last().revision()).isEqualTo(1);
  }

  @Test
  void anAnswerCorrectsWhatPassedAsUnanswered() {
    OnePolicy policy = OnePolicy.plain().take(unanswered("a", 5), signal("a", "click", 1, 6));
    assertThat(policy.last().value()).isEqualTo(1);
    assertThat(policy.last().corrects()).isEqualTo("reward/p/a/0");
  }

  @Test
  void hindsightReplacesWhatWasSaidAtOnceAndKeepsItBeside() {
    OnePolicy policy =
        OnePolicy.plain().take(signal("a", "click", 1, 1), signal("a", "return", -1, 50));
    Reward corrected = policy.last();
    assertThat(corrected.value()).isEqualTo(-1);
    assertThat(corrected.components()).containsOnly(entry("click", 1.0), entry("return", -1.0));
    assertThat(corrected.objectives()).containsExactly(0.0, 0.0);
    assertThat(corrected.adjustments()).containsOnly(entry(Reward.HINDSIGHT, -1.0));
    OnePolicy adding = new OnePolicy(settings(0, false, false), rules(0, Map.of()));
    adding.take(signal("a", "click", 1, 1), signal("a", "return", -1, 50));
    assertThat(adding.last().value()).isZero();
    assertThat(adding.last().adjustments()).isEmpty();
  }

  @Test
  void aCorrectionOfARewardThatNeverWasIsItsFirst() {
    OnePolicy policy = OnePolicy.plain().take(signal("a", "return", -1, 50));
    assertThat(policy.last().revision()).isZero();
    assertThat(policy.last().corrects()).isNull();
    // The immediate signal that comes after it is kept, and no longer counts.
    policy.take(signal("a", "click", 1, 1));
    assertThat(policy.last().revision()).isEqualTo(1);
    assertThat(policy.last().value()).isEqualTo(-1);
  }

  @Test
  void aScalarStaysWithinItsRange() {
    OnePolicy policy = OnePolicy.plain().take(signal("a", "click", 3, 1));
    assertThat(policy.last().value()).isEqualTo(2);
    assertThat(policy.last().adjustments()).containsOnly(entry(Reward.LIMIT, -1.0));
  }

  @Test
  void aBonusFadesAsItsArmIsShownAndIsNeverPaidAnew() {
    OnePolicy policy = new OnePolicy(settings(0, true, false), rules(1, Map.of()));
    for (String decision : List.of("a", "b", "c", "d")) {
      policy.take(OnePolicy.row("p/" + decision, "same", "home", "", 0, "rating", 0, 1));
    }
    assertThat(policy.rewards).extracting(Reward::value).startsWith(1.0);
    assertThat(policy.rewards.get(3).value()).isCloseTo(.5, within(1e-12));
    policy.take(OnePolicy.row("p/a", "same", "home", "", 0, "click", .5, 9));
    assertThat(policy.last().adjustments()).containsOnly(entry(Reward.BONUS, 1.0));
  }

  @Test
  void standardisedRowsWaitForEventTimeSoThatArrivalDoesNotMatter() {
    RewardRow[] rows = {
      signal("a", "rating", -1, 10), signal("b", "rating", 1, 20), signal("c", "rating", .5, 30)
    };
    OnePolicy there = new OnePolicy(settings(100, true, true), rules(0, Map.of()));
    OnePolicy back = new OnePolicy(settings(100, true, true), rules(0, Map.of()));
    there.take(rows[0], rows[1], rows[2]).until(25);
    back.take(rows[2], rows[1], rows[0]);
    assertThat(back.rewards).isEmpty();
    assertThat(back.count(RewardCount.WAITING)).isEqualTo(3);
    assertThat(there.rewards).hasSize(2);
    there.until(30);
    back.until(30);
    assertThat(back.rewards).isEqualTo(there.rewards);
    assertThat(back.count(RewardCount.WAITING)).isZero();
    // The third against mean 0, deviation 1 of the first two, at weight .5.
    assertThat(back.last().value()).isCloseTo(.25, within(1e-12));
  }

  @Test
  void aSessionsShapingTelescopesWhateverTheOrderOfArrival() {
    Map<String, Double> potentials = Map.of("home", .4, "list", -.2, "page", .9);
    String[] surfaces = {"home", "list", "page"};
    int[][] orders = {{0, 1, 2}, {2, 0, 1}, {1, 2, 0}, {2, 1, 0}};
    for (int[] order : orders) {
      OnePolicy policy = new OnePolicy(settings(0, true, false), rules(0, potentials));
      for (int i : order) {
        policy.take(
            OnePolicy.row("p/" + i, "item", surfaces[i], "visit", 10L * i, "click", 0, 100 + i));
      }
      double sum = 0;
      for (int i = 0; i < 3; i++) {
        String decision = "p/" + i;
        Reward newest =
            policy.rewards.stream()
                .filter(reward -> reward.decisionId().equals(decision))
                .reduce((a, b) -> b)
                .orElseThrow();
        sum += Math.pow(.5, i) * newest.value();
      }
      assertThat(sum).isCloseTo(-.4, within(1e-12));
    }
  }

  @Test
  void nothingIsLeftWhenDeadlinesHavePassedAndThePolicyIsForgotten() {
    OnePolicy policy = new OnePolicy(settings(9, true, true), rules(1, Map.of("home", 1.0)));
    policy.take(
        OnePolicy.row("p/a", "x", "home", "visit", 0, "click", 1, 10),
        OnePolicy.row("p/b", "y", "home", "visit", 5, "rating", 1, 11));
    policy.until(20);
    assertThat(policy.entries()).isGreaterThan(6);
    policy.until(OnePolicy.OPEN + 5);
    policy.take(OnePolicy.row("p/c", "y", "home", "", 1006, "click", 1, 1007)).until(1500);
    policy.until(10_000);
    assertThat(policy.entries()).isZero();
    assertThat(policy.timers).isEmpty();
  }

  @Test
  void armsPastTheLimitCountAsOne() {
    OnePolicy policy = OnePolicy.plain();
    for (int i = 0; i < 10; i++) {
      policy.take(OnePolicy.row("p/" + i, "item" + i, "home", "", 0, "click", 1, 10));
    }
    // Policy, ten open rewards, three arms and the rest, one agenda entry for the deadline.
    assertThat(policy.entries()).isEqualTo(1 + 10 + 4 + 1);
  }
}
