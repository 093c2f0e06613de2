package io.flyball.jobs.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.serve.Decision;
import io.flyball.core.bandit.serve.ServingRules;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.schemas.RewardKind;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BanditControlTest {
  private static final String[] CONFIGURED =
      BanditControl.pairs(ServingOperator.config("bandit.algorithm=kl-ucb", "bandit.window=5 min"));

  private static ControlUpdate update(String target, String... pairs) {
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      parameters.put(pairs[i], pairs[i + 1]);
    }
    return new ControlUpdate(target, 1, 0, parameters, null);
  }

  @Test
  void withoutUpdatesTheRulesAreTheConfiguration() {
    assertThat(BanditControl.rules(CONFIGURED, null, null))
        .isEqualTo(
            ServingOperator.config("bandit.algorithm=kl-ucb", "bandit.window=5 min").rules());
  }

  @Test
  void whatIsSaidForOnePolicyWinsOverWhatIsSaidForAll() {
    ServingRules rules =
        BanditControl.rules(
            CONFIGURED,
            update("bandit", "mode", "frozen", "window", "1 min"),
            update("bandit/news", "mode", "shadow", "default-reward", ""));
    assertThat(rules.mode()).isEqualTo(Mode.SHADOW);
    assertThat(rules.window()).isEqualTo(60_000);
    assertThat(rules.defaultReward()).isNull();
    assertThat(rules.algorithm()).isEqualTo("kl-ucb");
  }

  @Test
  void whatCannotBeAppliedSaysWhy() {
    assertThat(BanditControl.fault(CONFIGURED, update("bandit", "window", "soon")))
        .contains("bandit.window", "soon", "a duration");
    assertThat(BanditControl.fault(CONFIGURED, update("bandit", "seed", "2")))
        .contains("bandit.seed is fixed");
    assertThat(BanditControl.fault(CONFIGURED, update("bandit", "prior.a", "9/3")))
        .contains("prior.a is 9/3", "like 12/340");
    assertThat(BanditControl.fault(CONFIGURED, update("bandit", "arm-features.a", "1/x")))
        .contains("arm-features.a is 1/x", "like 1/0.5");
    assertThat(BanditControl.interventions(update("bandit", "arm-features.a/b", "1/-2e3")))
        .satisfies(
            todo -> assertThat(todo.features().get("a/b")).containsExactly(new double[] {1, -2e3}));
    assertThat(BanditControl.fault(CONFIGURED, update("bandit", "reset", "yes")))
        .contains("allowed are true and false");
    assertThat(BanditControl.fault(CONFIGURED, update("bandit", "mode", "frozen"))).isNull();
  }

  @Test
  void anUpdateAppliesFromItsVersionOnAndAnOlderOneNever() throws Exception {
    try (Subtasks<BanditEvent, Decision> subtasks =
        new Subtasks<>(
            ServingOperator.of(ServingOperator.config("bandit.algorithm=kl-ucb")), 1, false)) {
      ask(subtasks, "news/1", 0);
      ServingOperator.broadcast(subtasks, "bandit/news", 2, Map.of("mode", "frozen"));
      ask(subtasks, "news/2", 1);
      ask(subtasks, "other/3", 2);
      ServingOperator.broadcast(subtasks, "bandit/news", 1, Map.of("mode", "shadow"));
      ServingOperator.broadcast(subtasks, "bandit/news", 3, Map.of("mode", "thawed"));
      ask(subtasks, "news/4", 3);
      assertThat(subtasks.main())
          .extracting(Decision::mode)
          .containsExactly(Mode.ONLINE, Mode.FROZEN, Mode.ONLINE, Mode.FROZEN);
      assertThat(subtasks.side(BanditFunction.ALERTS))
          .extracting(alert -> alert.kind())
          .containsExactly("CONTROL_REJECTED");
    }
  }

  @Test
  void aRewardThatWaitsIsRefusedAtTheEndOfARaisedHold() throws Exception {
    try (Subtasks<BanditEvent, Decision> subtasks =
        new Subtasks<>(ServingOperator.of(ServingOperator.config()), 1, false)) {
      BanditEvent reward =
          ServingOperator.event(
              ServingOperator.reward("r", "news/1", 0, RewardKind.VALUE, 1.0).build());
      subtasks.send(reward, reward.time());
      ServingOperator.broadcast(subtasks, "bandit", 1, Map.of("hold", "5 min"));
      subtasks.watermark(reward.time() + 4 * 60_000);
      assertThat(subtasks.side(BanditFunction.REFUSED)).isEmpty();
      subtasks.watermark(reward.time() + 6 * 60_000);
      assertThat(subtasks.side(BanditFunction.REFUSED)).hasSize(1);
      assertThat(subtasks.entries()).isZero();
      assertThat(subtasks.timers()).isZero();
    }
  }

  /** Every value that waiting depends on, raised and lowered while decisions and rewards wait. */
  @ParameterizedTest
  @CsvSource({
    "window, 1 h, 5 s",
    "window, 5 s, 1 h",
    "hold, 1 h, 1 s",
    "hold, 1 s, 1 h",
    "remember, 2 h, 1 s",
    "remember, 1 s, 2 h",
    "corrections, true, false",
    "default-reward, 0.5, ''",
    "learning, at-expiry, auto",
    "max-arms, 3, 9",
    "mode, frozen, online",
    "evaluate.every, 1, 100",
    "publish.every, 1, 1000"
  })
  void noStepOfAnyValueLeavesAnythingBehind(String key, String first, String then)
      throws Exception {
    try (Subtasks<BanditEvent, Decision> subtasks =
        new Subtasks<>(
            ServingOperator.of(
                ServingOperator.config(
                    "bandit.algorithm=kl-ucb", "bandit.window=2 min", "bandit.forget-after=1 d")),
            1,
            false)) {
      for (int i = 0; i < 60; i++) {
        ask(subtasks, "news/" + i, i * 10_000L);
        long later = i * 10_000L + (i % 7 - 2) * 40_000L;
        BanditEvent reward =
            ServingOperator.event(
                ServingOperator.reward("r" + i, "news/" + (i + i % 3), later, RewardKind.VALUE, 1.0)
                    .build());
        subtasks.send(reward, reward.time());
        subtasks.watermark(ServingOperator.NOON + i * 10_000L - 60_000);
        if (i % 20 == 10) {
          ServingOperator.broadcast(
              subtasks, "bandit", i, Map.of(key, i % 40 == 10 ? first : then));
        }
      }
      subtasks.watermark(Long.MAX_VALUE);
      assertThat(subtasks.side(BanditFunction.ALERTS)).isEmpty();
      assertThat(subtasks.entries()).isZero();
      assertThat(subtasks.timers()).isZero();
      Map<String, Long> counts = subtasks.counts();
      assertThat(counts).doesNotContainKey("PENDING");
      assertThat(counts.get("DECISIONS"))
          .isEqualTo(
              counts.getOrDefault("REWARDED", 0L)
                  + counts.getOrDefault("DEFAULTED", 0L)
                  + counts.getOrDefault("CENSORED", 0L));
    }
  }

  private static void ask(Subtasks<BanditEvent, Decision> subtasks, String id, long at)
      throws Exception {
    BanditEvent event = ServingOperator.event(ServingOperator.request(id, at).build());
    subtasks.send(event, event.time());
  }
}
