package io.flyball.core.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.random.Draws;
import io.flyball.core.record.Alert;
import io.flyball.core.reward.weigh.CovarianceWeights;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Weights of a policy that follow their benefit to "return", while rewards end one by one. */
class AdaptedWeightsTest {
  private long time;

  private static OnePolicy policy(double rate, double least, int every) {
    WeightRule rule =
        new WeightRule(
            "return",
            List.of("rating", "click"),
            new CovarianceWeights(rate, 1, least, 2, .05, every));
    return new OnePolicy(
        OnePolicy.settings(0, false, true).with(rule), OnePolicy.rules(0, Map.of()));
  }

  /** Decisions whose ratings agree with what is wanted and whose clicks mislead. */
  private void play(OnePolicy policy, int decisions) {
    for (int i = 0; i < decisions; i++) {
      time += 10;
      boolean good = Draws.uniform(3, 1, time) < .5;
      signal(policy, "rating", good ? .5 : -.5);
      signal(policy, "click", good ? 0 : 1);
      signal(policy, "return", good ? 1 : 0);
    }
    time += 2 * OnePolicy.OPEN;
    policy.until(time);
  }

  private void signal(OnePolicy policy, String component, double value) {
    policy.take(
        OnePolicy.row(
            "p/" + time,
            time % 20 == 0 ? "film" : "song",
            "home",
            "",
            time,
            component,
            value,
            time));
    policy.until(time);
  }

  @Test
  void nothingMovesUnlessAPrimaryComponentIsNamed() {
    OnePolicy policy = OnePolicy.plain();
    play(policy, 20);
    assertThat(policy.last().adjustments()).doesNotContainKey(Reward.ADAPTING);
    assertThat(policy.alerts).isEmpty();
    assertThatThrownBy(() -> new WeightRule("click", List.of("click"), WeightRule.none().rule()))
        .hasMessageContaining("click is the primary component");
  }

  @Test
  void aHelpfulComponentGainsAndAMisleadingOneLosesWithinTheBounds() {
    OnePolicy policy = policy(.2, -.25, 10);
    play(policy, 1000);
    Alert last = policy.alerts.get(policy.alerts.size() - 1);
    assertThat(last.values().get("weight.rating")).isGreaterThan(1.5).isLessThanOrEqualTo(2);
    assertThat(last.values().get("weight.click")).isEqualTo(-.25);
    assertThat(last.values().get("covariance.click")).isNegative();
    signal(policy, "click", 1);
    assertThat(policy.last().adjustments().get(Reward.ADAPTING)).isCloseTo(-1.25, within(1e-12));
    assertThat(policy.last().value()).isCloseTo(-.25, within(1e-12));
  }

  @Test
  void everyStepIsToldWithItsReasons() {
    OnePolicy policy = policy(.01, 0, 10);
    play(policy, 20);
    assertThat(policy.count(RewardCount.WEIGHTS_MOVED)).isEqualTo(2);
    assertThat(policy.alerts).extracting(Alert::kind).containsOnly("REWARD_WEIGHTS_MOVED");
    Alert first = policy.alerts.get(0);
    assertThat(first.summary())
        .startsWith("after 10 final rewards: click from 1.000 to 0.9990")
        .contains("covariance with return -0.1013");
    assertThat(first.values()).containsEntry("before.rating", .5).containsEntry("rewards", 10.0);
    assertThat(policy.alerts).extracting(Alert::id).doesNotHaveDuplicates();
  }

  /** The step wants more than a tenth of total variation; the policy is moved by just that. */
  @Test
  void aStepBeyondTheBudgetIsShortenedToIt() {
    OnePolicy policy = policy(100, -2, 40);
    play(policy, 40);
    assertThat(policy.count(RewardCount.WEIGHTS_LIMITED)).isEqualTo(1);
    Map<String, Double> values = policy.alerts.get(0).values();
    assertThat(values.get("wanted")).isGreaterThan(.1);
    assertThat(values.get("bound")).isEqualTo(.1);
    assertThat(values.get("weight.rating")).isBetween(.5, 1.9);
  }

  @Test
  void weightsThatSomebodySetAreWhereLearningGoesOnFrom() {
    OnePolicy policy = policy(.01, 0, 10);
    play(policy, 40);
    policy.steer(1, new TreeMap<>(Map.of("weights.rating", "1.5", "release", "true")));
    signal(policy, "rating", 1);
    assertThat(policy.last().adjustments()).doesNotContainKey(Reward.ADAPTING);
    assertThat(policy.last().value()).isEqualTo(1.5);
    play(policy, 40);
    Alert last = policy.alerts.get(policy.alerts.size() - 1);
    assertThat(last.values().get("weight.rating")).isGreaterThan(1.5);
  }

  @Test
  void theArrivalOfRowsChangesNothing() {
    OnePolicy forth = policy(.1, 0, 10);
    OnePolicy back = policy(.1, 0, 10);
    for (int i = 0; i < 60; i++) {
      long at = 10L * i;
      double value = Draws.uniform(5, 1, i);
      RewardRow rating = OnePolicy.row("p/" + i, "film", "home", "", at, "rating", value, at);
      RewardRow result = OnePolicy.row("p/" + i, "film", "home", "", at, "return", value, at + 3);
      forth.take(rating, result);
      back.take(result, rating);
    }
    forth.until(100_000);
    back.until(100_000);
    assertThat(forth.alerts).isNotEmpty();
    assertThat(back.alerts).isEqualTo(forth.alerts);
    assertThat(back.rewards).isEqualTo(forth.rewards);
    assertThat(forth.entries()).isZero();
  }
}
