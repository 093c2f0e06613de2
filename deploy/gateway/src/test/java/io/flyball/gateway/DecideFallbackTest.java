package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.gateway.GatewayRun.Answer;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown without a snapshot, as it is configured. */
@Timeout(180)
class DecideFallbackTest {
  private final String policy = "policy-" + UUID.randomUUID();

  private Answer decide(GatewayRun run, String... headers) {
    return decideAs("1", run, headers);
  }

  private Answer decideAs(String id, GatewayRun run, String... headers) {
    String body =
        "{\"id\":\""
            + policy
            + "/"
            + id
            + "\",\"arms\":[{\"id\":\"c\"},{\"id\":\"b\"},{\"id\":\"a\"}],\"baselineArm\":\"b\"}";
    return run.post("/v1/decide", "application/json", body, headers);
  }

  private static GatewayRun run(String... pairs) {
    return GatewayRun.ready(SharedBroker.bootstrap(), pairs);
  }

  @ParameterizedTest
  @CsvSource({"baseline, b", "first, c"})
  void aFixedArmIsShown(String fallback, String arm) {
    try (GatewayRun run = run("gateway.fallback=" + fallback)) {
      Answer answer = decide(run, "Flyball-Via", "snapshot");
      assertThat(answer.json().get("arm").asText()).isEqualTo(arm);
      assertThat(answer.json().get("propensity").asDouble()).isEqualTo(1);
      assertThat(answer.json().get("source").asText()).isEqualTo("fallback");
    }
  }

  @Test
  void withoutFallbackThereIsNoAnswer() {
    try (GatewayRun run = run("gateway.fallback=none", "gateway.stale-after=1 s")) {
      Answer answer = decide(run, "Flyball-Via", "snapshot");
      assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
      assertThat(answer.json().get("detail").asText()).contains("gateway.fallback is none");
      Snapshots.publish(Snapshots.of(policy).setTime(Instant.now().minusSeconds(999)).build());
      GatewayRun.await("followed", () -> run.get("/v1/policies/" + policy).status() == 200);
      assertThat(decide(run, "Flyball-Via", "snapshot").status())
          .as("a refusal is not remembered")
          .isEqualTo(200);
      GatewayRun.await(
          "stale", () -> run.get("/v1/policies/" + policy).json().get("stale").asBoolean());
      Answer late = decideAs("2", run, "Flyball-Via", "snapshot");
      assertThat(late.status()).as(late.toString()).isEqualTo(503);
      assertThat(late.json().get("detail").asText())
          .contains("is stale: published", "within gateway.stale-after (1000 ms) of the decisions");
      Snapshots.publish(Snapshots.of(policy).setTime(Instant.now()).setVersion(2).build());
      GatewayRun.await(
          "renewed", () -> !run.get("/v1/policies/" + policy).json().get("stale").asBoolean());
      assertThat(decideAs("2", run, "Flyball-Via", "snapshot").status()).isEqualTo(200);
    }
  }

  @Test
  void theJobIsNotAskedWhereItsDecisionsAreSeenLate() {
    try (GatewayRun run = run("bandit.delivery=strict")) {
      Answer answer = decide(run, "Flyball-Via", "topic");
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.json().get("detail").asText()).contains("bandit.delivery = echo");
      assertThat(decide(run).json().get("source").asText()).isEqualTo("fallback");
    }
  }

  @Test
  void aJobThatDoesNotAnswerIsATimeout() {
    try (GatewayRun run = run()) {
      Answer answer = decide(run, "Flyball-Via", "topic", "Flyball-Deadline-Ms", "1500");
      assertThat(answer.status()).as(answer.toString()).isEqualTo(504);
      assertThat(answer.json().get("detail").asText()).contains("send it again with the same id");
      Answer again = decide(run, "Flyball-Via", "auto", "Flyball-Deadline-Ms", "20");
      assertThat(again.status()).as(again.toString()).isEqualTo(200);
      assertThat(again.json().get("source").asText()).isEqualTo("fallback");
      assertThat(again.json().get("fallback").asText())
          .contains("the job did not answer in time", "send the reward with arm and propensity");
      assertThat(again.json().get("logged").asText()).isEqualTo("pending");
      assertThat(decide(run, "Flyball-Via", "topic").json().get("arm"))
          .as("once it is answered, the answer stays")
          .isEqualTo(again.json().get("arm"));
    }
  }
}
