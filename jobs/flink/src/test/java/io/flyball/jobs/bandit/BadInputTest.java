package io.flyball.jobs.bandit;

import static io.flyball.jobs.bandit.ServingOperator.arm;
import static io.flyball.jobs.bandit.ServingOperator.event;
import static io.flyball.jobs.bandit.ServingOperator.request;
import static io.flyball.jobs.bandit.ServingOperator.reward;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.serve.Decision;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.schemas.RewardKind;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Each becomes a dead letter with a reason; none stops the job or moves another policy. */
class BadInputTest {

  private static void assertRefused(BanditEvent event, String code, String message) {
    assertThat(event.refusal()).as(message).isNotNull();
    assertThat(event.refusal().code()).isEqualTo(code);
    assertThat(event.refusal().message()).contains(message);
  }

  @Test
  void aRequestThatNoPolicyCouldAnswer() {
    assertRefused(
        event(request("news/1", 0).setArms(List.of()).build()),
        "MISSING_FIELD:arms",
        "at least one arm");
    var masked = arm("a");
    masked.setEligible(false);
    assertRefused(
        event(request("news/1", 0).setArms(List.of(masked)).build()),
        "OUT_OF_RANGE:arms",
        "every arm is masked");
    assertRefused(
        event(request("1", 0).build()), "MISSING_FIELD:id", "an id is POLICY/REST, found '1'");
    assertRefused(event(request("/1", 0).build()), "MISSING_FIELD:id", "POLICY/REST");
    assertRefused(
        event(request("news/1", 0, 1, Double.NaN).build()), "OUT_OF_RANGE:context[1]", "NaN");
    assertRefused(
        event(request("news/1", 0, Double.POSITIVE_INFINITY).build()),
        "OUT_OF_RANGE:context[0]",
        "Infinity");
    assertRefused(
        event(request("news/1", 0).setForcedArm("x").build()),
        "OUT_OF_RANGE:forcedArm",
        "'x' is none of");
    assertRefused(
        event(request("news/1", 0).setImportance(0).build()),
        "OUT_OF_RANGE:importance",
        "importance is 0.0");
    assertRefused(
        event(request("news/1", 0).setLoggedArm("a").setLoggedPropensity(0.0).build()),
        "OUT_OF_RANGE:loggedPropensity",
        "loggedPropensity is 0.0");
    assertRefused(
        event(request("news/1", 0).setLoggedArm("a").build()),
        "MISSING_FIELD:loggedPropensity",
        "come together");
    assertRefused(event(request("news/1", 172_800_000).build()), "FUTURE_TIME:time", "ahead of");
  }

  @Test
  void aRewardThatNobodyCouldLearn() {
    assertRefused(
        event(reward("r", "news/1", 0, RewardKind.VALUE, null).build()),
        "MISSING_FIELD:value",
        "needs a value");
    assertRefused(
        event(reward("r", "news/1", 0, RewardKind.VALUE, Double.NaN).build()),
        "OUT_OF_RANGE:value",
        "NaN");
    assertRefused(
        event(reward("r", "news/1", 0, RewardKind.VALUE, 1.0).setWeight(-1).build()),
        "OUT_OF_RANGE:weight",
        "weight is -1.0");
    assertRefused(
        event(reward("r", "news/1", 0, RewardKind.VALUE, 1.0).setWeight(0).build()),
        "OUT_OF_RANGE:weight",
        "weight is 0.0");
    assertRefused(
        event(reward("r", "news/1", 0, RewardKind.VALUE, 1.0).setPropensity(0.0).build()),
        "OUT_OF_RANGE:propensity",
        "propensity is 0.0");
    assertRefused(
        event(reward("r", "news/1", 0, RewardKind.CORRECTION, 1.0).build()),
        "MISSING_FIELD:corrects",
        "names the reward");
  }

  @Test
  void aPolicyWithOddCharactersIsAPolicy() throws Exception {
    try (Subtasks<BanditEvent, Decision> subtasks = subtasks()) {
      List<String> policies = List.of("a/b/c", " ", "\u00e4\u6f22\ud83d\ude00", "'; --", "a\tb\nc");
      for (String policy : policies) {
        send(subtasks, event(request(policy + "/1", 0, 1).build()));
      }
      assertThat(subtasks.main())
          .extracting(Decision::policy)
          .containsExactlyInAnyOrderElementsOf(policies);
    }
  }

  @Test
  void whatOnePolicyRefusesDoesNotMoveAnother() throws Exception {
    try (Subtasks<BanditEvent, Decision> subtasks = subtasks()) {
      send(subtasks, event(request("good/1", 0, 1, 1).build()));
      send(subtasks, event(request("bad/1", 0, 1, 1).build()));
      send(subtasks, event(request("bad/2", 1, 1).build()));
      send(subtasks, event(reward("r1", "good/none", 0, RewardKind.VALUE, 1.0).build()));
      send(
          subtasks, event(reward("r2", "bad/1", 1, RewardKind.VALUE, 1.0).setArm("never").build()));
      subtasks.watermark(Long.MAX_VALUE);
      assertThat(subtasks.side(BanditFunction.REFUSED))
          .extracting(letter -> letter.reason().name())
          .containsExactlyInAnyOrder("MODEL_MISMATCH", "ARM_MISMATCH", "UNKNOWN_DECISION");
      assertThat(subtasks.side(BanditFunction.REFUSED))
          .allSatisfy(letter -> assertThat(letter.value()).isNotEmpty());
      assertThat(subtasks.side(BanditFunction.OUTCOMES)).hasSize(2);
      assertThat(subtasks.counts())
          .containsEntry("DEAD_LETTERS", 3L)
          .containsEntry("DECISIONS", 2L)
          .containsEntry("DEFAULTED", 2L);
      assertThat(subtasks.entries()).isZero();
    }
  }

  /** It came before its decision, and is looked at when the request comes. */
  @Test
  void aRewardThatWaitedForItsDecisionIsRefusedAsItself() throws Exception {
    try (Subtasks<BanditEvent, Decision> subtasks = subtasks()) {
      send(
          subtasks, event(reward("r", "shop/1", 1, RewardKind.VALUE, 1.0).setArm("never").build()));
      send(subtasks, event(request("shop/1", 0, 1).build()));

      assertThat(subtasks.main()).hasSize(1);
      assertThat(subtasks.side(BanditFunction.REFUSED))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.reason().name()).isEqualTo("ARM_MISMATCH");
                assertThat(letter.topic()).isEqualTo("rewards");
              });
    }
  }

  /** It came late by its own time, and is looked at by a timer. */
  @Test
  void aLateCorrectionThatATimerRefusesStopsNothing() throws Exception {
    BanditConfig config =
        ServingOperator.config("bandit.algorithm=linucb", "bandit.corrections=true");
    long after = config.window().toMillis() + 1;
    try (Subtasks<BanditEvent, Decision> subtasks =
        new Subtasks<>(ServingOperator.of(config), 1, false)) {
      send(subtasks, event(request("shop/1", 0, 1).build()));
      send(
          subtasks,
          event(reward("r", "shop/1", after, RewardKind.VALUE, 1.0).setArm("never").build()));
      subtasks.watermark(Long.MAX_VALUE);

      assertThat(subtasks.side(BanditFunction.OUTCOMES)).hasSize(1);
      assertThat(subtasks.side(BanditFunction.REFUSED))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.reason().name()).isEqualTo("ARM_MISMATCH");
                assertThat(letter.topic()).isEqualTo("rewards");
              });
      assertThat(subtasks.entries()).isZero();
    }
  }

  private static Subtasks<BanditEvent, Decision> subtasks() throws Exception {
    return new Subtasks<>(ServingOperator.of(ServingOperator.config()), 2, false);
  }

  private static void send(Subtasks<BanditEvent, Decision> subtasks, BanditEvent event)
      throws Exception {
    BanditEvent copy = throughTheNetwork(event);
    subtasks.send(copy, copy.time());
  }

  private static BanditEvent throughTheNetwork(BanditEvent event) throws Exception {
    var out = new DataOutputSerializer(256);
    new BanditEventCodec().write(event, out);
    return new BanditEventCodec().read(new DataInputDeserializer(out.getCopyOfBuffer()));
  }
}
