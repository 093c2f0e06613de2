package io.flyball.jobs.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.JsonWriter;
import io.flyball.core.bandit.serve.Decision;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Trial;
import io.flyball.jobs.harness.Trial.Outcome;
import io.flyball.schemas.ArmOption;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.RewardKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Shared regressions on hashed names: the same whatever was interrupted, moved or rescaled. */
class NamedRestoreTest {
  private static final Operator<BanditEvent, Decision> OPERATOR =
      ServingOperator.of(
          ServingOperator.config(
              "bandit.delivery=event-time",
              "bandit.algorithm=bag-joint:reduction=dr,learners=2",
              "bandit.features.bits=6",
              "bandit.features.interactions=UA",
              "bandit.window=2 min",
              "bandit.remember=2 min",
              "bandit.publish.every=20",
              "bandit.publish.threshold=0"));

  private static DecisionRequest request(int i, Random random) {
    List<ArmOption> arms = new ArrayList<>();
    for (int a = 0; a < 3; a++) {
      arms.add(
          ArmOption.newBuilder()
              .setId("arm" + (i + a) % 9)
              .setNamedFeatures(Map.of("A", Map.of("kind", "k" + a, "price", random.nextDouble())))
              .build());
    }
    return DecisionRequest.newBuilder()
        .setId("policy" + i % 3 + "/" + i)
        .setTime(Instant.ofEpochMilli(ServingOperator.NOON + i * 500L))
        .setNamedContext(
            Map.of("U", Map.of("age", random.nextDouble(), "city", "c" + i % 4, "new", i % 2 == 0)))
        .setArms(arms)
        .build();
  }

  private static List<BanditEvent> events() {
    Random random = new Random(5);
    List<BanditEvent> events = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      DecisionRequest request = request(i, random);
      // Half of them as JSON: both forms give the same record.
      byte[] json = JsonWriter.write(request).getBytes(StandardCharsets.UTF_8);
      events.add(
          i % 2 == 0
              ? ServingOperator.event(request)
              : new BanditDecoder(ServingOperator.config())
                  .apply(ServingOperator.raw("bandit.requests", json)));
      events.add(
          ServingOperator.event(
              ServingOperator.reward(
                      "r" + i,
                      request.getId(),
                      i * 500L + 900,
                      RewardKind.VALUE,
                      random.nextDouble())
                  .build()));
    }
    return events;
  }

  @Test
  void theSameHoweverInterruptedOrRescaled() throws Exception {
    var steps = Trial.steps(events(), BanditEvent::time, 60_000);
    Outcome whole = Trial.play(OPERATOR, steps, false, 1);
    assertThat(whole.entries()).as("keyed entries left behind").isZero();
    assertThat(whole.counts()).containsEntry("DECISIONS", 120L).containsEntry("REWARDED", 120L);
    assertThat(whole.counts()).containsKey("SNAPSHOTS");
    assertThat(Trial.play(OPERATOR, steps, false, 1, 2, 3)).isEqualTo(whole);
    assertThat(Trial.play(OPERATOR, steps, true, 2, 1).outputs()).isEqualTo(whole.outputs());
  }
}
