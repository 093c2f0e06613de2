package io.flyball.jobs.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.serve.Decision;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Trial;
import io.flyball.jobs.harness.Trial.Outcome;
import io.flyball.jobs.harness.Trial.Step;
import io.flyball.schemas.RewardKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * In event-time delivery every decision, outcome and snapshot, the packed statistics in it
 * included, is the same, however the records were mixed and the job interrupted, moved or rescaled.
 */
class RestoreAndRescaleTest {
  private static final long DISORDER = 60_000;
  private static final Operator<BanditEvent, Decision> OPERATOR =
      ServingOperator.of(
          ServingOperator.config(
              "bandit.delivery=event-time",
              "bandit.algorithm=lin-thompson",
              "bandit.window=2 min",
              "bandit.remember=2 min",
              "bandit.corrections=true",
              "bandit.clicks=position-based",
              "bandit.publish.every=20",
              "bandit.publish.threshold=0"));

  /**
   * Requests of seven policies, each third one for a slate, and rewards for them: late, early,
   * twice, corrected and astray.
   */
  private static List<BanditEvent> events() {
    Random random = new Random(5);
    List<BanditEvent> events = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      long at = i * 500L;
      String id = "policy" + i % 7 + "/" + i;
      int position = i % 3 == 0 ? 1 + i % 2 : 0;
      events.add(
          ServingOperator.event(
              ServingOperator.request(id, at, random.nextDouble(), 1)
                  .setPositions(position > 0 ? 2 : 0)
                  .build()));
      if (random.nextInt(3) > 0) {
        long later = at + random.nextInt(180_000) - 20_000;
        RewardKind kind = random.nextInt(4) == 0 ? RewardKind.FINAL : RewardKind.VALUE;
        var reward = ServingOperator.reward("r" + i, id, later, kind, random.nextDouble());
        reward.setPosition(position);
        events.add(ServingOperator.event(reward.build()));
        if (random.nextInt(4) == 0) {
          events.add(ServingOperator.event(reward.build()));
        }
        if (random.nextInt(4) == 0) {
          events.add(
              ServingOperator.event(
                  ServingOperator.reward("c" + i, id, later + 30_000, RewardKind.CORRECTION, 0.5)
                      .setCorrects("r" + i)
                      .setRevision(1)
                      .setPosition(position)
                      .build()));
        }
      }
      if (i % 50 == 0) {
        events.add(
            ServingOperator.event(
                ServingOperator.reward("x" + i, "policy1/none" + i, at, RewardKind.VALUE, 1.0)
                    .build()));
      }
    }
    return events;
  }

  private static List<Step<BanditEvent>> steps(long seed) {
    List<BanditEvent> events = events();
    Collections.shuffle(events, new Random(seed));
    Random delay = new Random(seed);
    List<long[]> arrivals = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      arrivals.add(new long[] {events.get(i).time() + delay.nextInt((int) DISORDER), i});
    }
    arrivals.sort(Comparator.comparingLong(arrival -> arrival[0]));
    List<BanditEvent> ordered = arrivals.stream().map(a -> events.get((int) a[1])).toList();
    return Trial.steps(ordered, BanditEvent::time, DISORDER);
  }

  @Test
  void theSameHoweverMixedInterruptedOrRescaled() throws Exception {
    Outcome whole = Trial.play(OPERATOR, steps(1), false, 1);
    assertThat(whole.entries()).as("keyed entries left behind").isZero();
    assertThat(whole.timers()).as("timers left behind").isZero();
    assertThat(whole.counts())
        .containsKeys(
            "DECISIONS",
            "REWARDED",
            "DEFAULTED",
            "DUPLICATES",
            "EARLY",
            "CORRECTED",
            "SNAPSHOTS",
            "SLATES")
        .doesNotContainKey("PENDING")
        .containsEntry(
            "DECISIONS", whole.counts().get("REWARDED") + whole.counts().get("DEFAULTED"));
    for (int[] parallelisms : new int[][] {{1, 1, 1, 1}, {1, 2, 3}, {3, 2, 1}}) {
      assertThat(Trial.play(OPERATOR, steps(1), false, parallelisms)).isEqualTo(whole);
    }
    assertThat(Trial.play(OPERATOR, steps(2), false, 2)).as("another mix").isEqualTo(whole);
    assertThat(Trial.play(OPERATOR, steps(1), true, 1, 2, 3).outputs())
        .as("on RocksDB")
        .isEqualTo(whole.outputs());
  }

  /** What a policy that is held is published again with is state, too. */
  @Test
  void aPolicyThatIsHeldGoesOnFromItsLastModelHoweverItIsRescaled() throws Exception {
    Operator<BanditEvent, Decision> holding =
        ServingOperator.of(
            ServingOperator.config(
                "bandit.delivery=event-time",
                "bandit.algorithm=softmax",
                "bandit.window=2 min",
                "bandit.remember=2 min",
                "bandit.publish.every=5",
                "bandit.publish.threshold=0",
                "bandit.publish.budget=0.01",
                "bandit.publish.at-least=10 s"));
    Outcome whole = Trial.play(holding, steps(1), false, 1);
    assertThat(whole.entries()).as("keyed entries left behind").isZero();
    assertThat(whole.counts()).containsKey("HELD");
    assertThat(whole.outputs().toString()).contains("held=true");
    assertThat(Trial.play(holding, steps(1), false, 1, 2, 3)).isEqualTo(whole);
    assertThat(Trial.play(holding, steps(1), false, 3, 2, 1)).isEqualTo(whole);
  }

  /** The temperature that a band has moved is state, too; it refuses slates. */
  @Test
  void aPolicyInAnEntropyBandGoesOnFromItsTemperature() throws Exception {
    Operator<BanditEvent, Decision> banded =
        ServingOperator.of(
            ServingOperator.config(
                "bandit.delivery=event-time",
                "bandit.algorithm=softmax:entropy-step=0.3,entropy-memory=20",
                "bandit.window=2 min",
                "bandit.remember=2 min"));
    Operator<BanditEvent, Decision> plain =
        ServingOperator.of(
            ServingOperator.config(
                "bandit.delivery=event-time",
                "bandit.algorithm=softmax:entropy-step=1e-12",
                "bandit.window=2 min",
                "bandit.remember=2 min"));
    Outcome whole = Trial.play(banded, steps(1), false, 1);
    assertThat(whole.entries()).as("keyed entries left behind").isZero();
    assertThat(whole.outputs()).isNotEqualTo(Trial.play(plain, steps(1), false, 1).outputs());
    assertThat(Trial.play(banded, steps(1), false, 1, 2, 3)).isEqualTo(whole);
    assertThat(Trial.play(banded, steps(2), false, 3, 1)).isEqualTo(whole);
  }

  /** Which rewards of its own a gate remembers is state, too; it refuses slates. */
  @Test
  void aPolicyThatARuleLeadsIsLetGoAtTheSameDecision() throws Exception {
    Operator<BanditEvent, Decision> led =
        led("softmax:expert-needed=2,expert-window=40,expert-share=0.5");
    Outcome whole = Trial.play(led, steps(1), false, 1);
    assertThat(whole.entries()).as("keyed entries left behind").isZero();
    assertThat(whole.timers()).as("timers left behind").isZero();
    assertThat(whole.counts()).containsKeys("REWARDED", "DUPLICATES", "EARLY");
    for (String other :
        List.of("softmax", "softmax:expert-needed=40,expert-window=40,expert-share=0.5")) {
      assertThat(arms(whole))
          .as("let go in between")
          .isNotEqualTo(arms(Trial.play(led(other), steps(1), false, 1)));
    }
    assertThat(Trial.play(led, steps(1), false, 1, 2, 3)).isEqualTo(whole);
    assertThat(Trial.play(led, steps(2), false, 3, 1)).as("another mix").isEqualTo(whole);
    assertThat(Trial.play(led, steps(1), true, 2, 1).outputs())
        .as("on RocksDB")
        .isEqualTo(whole.outputs());
  }

  /** Ids, arms and propensities, without the name of the algorithm. */
  private static List<String> arms(Outcome outcome) {
    return outcome.outputs().stream()
        .filter(text -> text.contains(" by "))
        .map(text -> text.substring(0, text.indexOf(" by ")))
        .toList();
  }

  private static Operator<BanditEvent, Decision> led(String algorithm) {
    return ServingOperator.of(
        ServingOperator.config(
            "bandit.delivery=event-time",
            "bandit.algorithm=" + algorithm,
            "bandit.window=2 min",
            "bandit.remember=2 min"));
  }
}
