package io.flyball.jobs.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.bandit.PolicyName;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.KeyInfo;
import io.flyball.jobs.runtime.config.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every key of the job with its default: a change here is a change for every user. */
class BanditConfigTest {

  private static Map<String, String> defaults() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("bandit.requests-topic", "bandit.requests");
    keys.put("bandit.rewards-topic", "rewards");
    keys.put("bandit.observations-topic", "bandit.observations");
    keys.put("bandit.max-record-bytes", "1048576");
    keys.put("bandit.plausible-years", "1990..2100");
    keys.put("bandit.max-ahead", "10 min");
    keys.put("bandit.out-of-orderness", "1 min");
    keys.put("bandit.delivery", "echo");
    keys.put("bandit.mode", "online");
    keys.put("bandit.algorithm", "squarecb-ridge");
    keys.put("bandit.explore.least", "0");
    keys.put("bandit.explore.total", "0");
    keys.put("bandit.context", "0");
    keys.put("bandit.horizon", "1000000");
    keys.put("bandit.seed", "1");
    keys.put("bandit.window", "10 min");
    keys.put("bandit.hold", "2 min");
    keys.put("bandit.remember", "10 min");
    keys.put("bandit.aggregation", "sum");
    keys.put("bandit.default-reward", "auto");
    keys.put("bandit.reward.sense", "reward");
    keys.put("bandit.reward.range", "");
    keys.put("bandit.max-magnitude", "1000000");
    keys.put("bandit.learning", "auto");
    keys.put("bandit.corrections", "false");
    keys.put("bandit.forget-after", "90 d");
    keys.put("bandit.max-arms", "10000");
    keys.put("bandit.evict", "true");
    keys.put("bandit.shards", "1");
    keys.put("bandit.exchange-every", "1000");
    keys.put("bandit.exchange", "full");
    keys.put("bandit.exchange-part", "0.25");
    keys.put("bandit.clicks", "independent");
    keys.put("bandit.publish.every", "1000");
    keys.put("bandit.publish.at-least", "30 s");
    keys.put("bandit.publish.threshold", "0.01");
    keys.put("bandit.publish.rule", "shift");
    keys.put("bandit.publish.beta", "20");
    keys.put("bandit.publish.budget", "");
    keys.put("bandit.publish.probes", "16");
    keys.put("bandit.evaluate.candidates", "");
    keys.put("bandit.evaluate.every", "1000");
    keys.put("bandit.evaluate.least", "50");
    keys.put("bandit.evaluate.low", "0");
    keys.put("bandit.evaluate.high", "1");
    keys.put("bandit.evaluate.clip", "10");
    keys.put("bandit.evaluate.switch-at", "10");
    keys.put("bandit.evaluate.shrink", "100");
    keys.put("bandit.evaluate.alpha", "0.05");
    keys.put("bandit.features.bits", "18");
    keys.put("bandit.features.interactions", "");
    return keys;
  }

  @Test
  void everyKeyHasTheDefaultThatUsersRelyOnAndAMeaning() {
    List<KeyInfo> keys =
        Settings.describe(FlyballConfig.class).stream()
            .filter(key -> key.path().startsWith("bandit."))
            .toList();
    Map<String, String> found = new LinkedHashMap<>();
    keys.forEach(key -> found.put(key.path(), key.defaultText()));
    assertThat(new ArrayList<>(found.entrySet()))
        .containsExactlyElementsOf(new ArrayList<>(defaults().entrySet()));
    assertThat(keys).allSatisfy(key -> assertThat(key.meaning()).endsWith("."));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> ServingOperator.config("bandit.rewards-topic=bandit.requests"))
        .hasMessageContaining("another topic than bandit.requests-topic");
    assertThatThrownBy(() -> ServingOperator.config("bandit.evaluate.high=0"))
        .hasMessageContaining("above bandit.evaluate.low");
  }

  @Test
  void anAlgorithmThatCannotServeStopsTheStart() {
    assertThatThrownBy(() -> ServingOperator.config("bandit.algorithm=nobody"))
        .hasMessageContaining("bandit.algorithm = nobody")
        .hasMessageContaining("unknown policy 'nobody', known are random");
    assertThatThrownBy(() -> ServingOperator.config("bandit.evaluate.candidates.x=linucb:beta=1"))
        .hasMessageContaining("bandit.evaluate.candidates.x = linucb:beta=1")
        .hasMessageContaining("knows no parameter 'beta'");
  }

  @Test
  void whatTheAlgorithmCannotDoIsRefused() {
    assertThatThrownBy(
            () ->
                ServingOperator.config(
                    "bandit.algorithm=squarecb-adagrad", "bandit.learning=zero-then-exchange"))
        .hasMessageContaining("bandit.learning = ZERO_THEN_EXCHANGE (--set)")
        .hasMessageContaining("must be AUTO or AT_EXPIRY, for squarecb-adagrad");
    assertThatThrownBy(
            () ->
                ServingOperator.config(
                    "bandit.algorithm=squarecb-adagrad", "bandit.corrections=true"))
        .hasMessageContaining("bandit.corrections = true (--set): must be false");
    assertThatThrownBy(
            () ->
                ServingOperator.config(
                    "bandit.default-reward=", "bandit.learning=zero-then-exchange"))
        .hasMessageContaining("bandit.default-reward is empty");
    assertThatThrownBy(() -> ServingOperator.config("bandit.algorithm=linucb:stay=5"))
        .hasMessageContaining("bandit.algorithm = linucb:stay=5")
        .hasMessageContaining("'stay' counts only with a switching-cost above 0");
  }

  @Test
  void aBudgetThatCannotHoldAnythingIsRefused() {
    assertThatThrownBy(
            () ->
                ServingOperator.config(
                    "bandit.publish.rule=discrepancy", "bandit.publish.probes=0"))
        .hasMessageContaining("no discrepancy is measured");
    assertThatThrownBy(() -> ServingOperator.config("bandit.exchange=compressed"))
        .hasMessageContaining("bandit.shards = 1 nothing is exchanged");
    assertThatThrownBy(() -> ServingOperator.config("bandit.publish.beta=0"))
        .hasMessageContaining("bandit.publish.beta = 0.0 (--set): must be above 0");
    assertThatThrownBy(() -> ServingOperator.config("bandit.publish.budget=1"))
        .hasMessageContaining("bandit.publish.budget = 1.0 (--set): must be below 1");
    assertThatThrownBy(() -> ServingOperator.config("bandit.publish.budget=0.001"))
        .hasMessageContaining("at least bandit.publish.threshold, which is 0.01");
    assertThatThrownBy(
            () -> ServingOperator.config("bandit.publish.budget=0.5", "bandit.publish.probes=0"))
        .hasMessageContaining("bandit.publish.budget = 0.5 (--set): must be empty");
  }

  @Test
  void everyPolicyCanBeNamedWhetherSizesAreKnownOrNot() {
    for (String name : PolicyName.NAMES) {
      assertThat(ServingOperator.config("bandit.algorithm=" + name).algorithm()).isEqualTo(name);
    }
  }

  @Test
  void aPolicyThatObservesAllArmsStandsAlone() {
    assertThatThrownBy(
            () -> ServingOperator.config("bandit.evaluate.candidates.hedge=budgeted-hedge"))
        .hasMessageContaining("rewards of all arms of its own decisions");
    for (String held : List.of("switching-cost=1", "ties=first", "expert-needed=1")) {
      assertThatThrownBy(() -> ServingOperator.config("bandit.algorithm=budgeted-hedge:" + held))
          .hasMessageContaining("budgeted-hedge");
    }
    assertThatThrownBy(
            () -> ServingOperator.config("bandit.shards=2", "bandit.algorithm=budgeted-hedge"))
        .hasMessageContaining("cannot be split into shards");
    assertThatThrownBy(() -> ServingOperator.config("bandit.observations-topic=rewards"))
        .hasMessageContaining("another topic than bandit.requests-topic and bandit.rewards-topic");
  }

  @Test
  void onlySumsCanBeSplitIntoShardsAndOnlyWhereNothingIsReplayed() {
    for (String sums : List.of("linucb", "squarecb-ridge", "beta-thompson", "random")) {
      assertThat(
              ServingOperator.config("bandit.shards=4", "bandit.algorithm=" + sums)
                  .sharding()
                  .shards())
          .isEqualTo(4);
    }
    for (String other :
        List.of("squarecb-adagrad", "exp3", "d-linucb", "linucb:pending=separate", "gradient")) {
      assertThatThrownBy(
              () -> ServingOperator.config("bandit.shards=4", "bandit.algorithm=" + other))
          .hasMessageContaining("'" + other + "' cannot be split into shards");
    }
    assertThatThrownBy(
            () -> ServingOperator.config("bandit.shards=2", "bandit.delivery=event-time"))
        .hasMessageContaining("bandit.shards = 2")
        .hasMessageContaining("1 with bandit.delivery = event-time");
  }
}
