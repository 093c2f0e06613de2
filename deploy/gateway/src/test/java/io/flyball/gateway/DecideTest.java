package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.client.ServingPolicy;
import io.flyball.core.bandit.serve.PublishedPolicy.Answer;
import io.flyball.schemas.ArmOption;
import io.flyball.schemas.DecisionMode;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.PolicySnapshot;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Decisions from snapshots, what is told to the job of them, and what is shown without one. */
@Timeout(180)
class DecideTest extends WithDecisions {
  @Test
  void aSnapshotAnswersAsTheJobWouldAndTheJobIsToldTheWholeVector() throws Exception {
    PolicySnapshot snapshot = publish(Snapshots.of(user));
    GatewayRun.Answer answer = served(request("1", ""));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    JsonNode decision = answer.json();
    DecisionRequest asked =
        DecisionRequest.newBuilder()
            .setId(user + "/1")
            .setArms(
                List.of(
                    new ArmOption("a", List.of(), true, Map.of()),
                    new ArmOption("b", List.of(), true, Map.of()),
                    new ArmOption("c", List.of(), true, Map.of())))
            .build();
    Answer expected = ServingPolicy.of(snapshot).answer(asked, 1e6);
    assertThat(decision.get("arm").asText()).isEqualTo(expected.arm());
    assertThat(decision.get("propensity").asDouble()).isEqualTo(expected.propensity());
    assertThat(doubles(decision.get("propensities"))).containsExactly(expected.propensities());
    assertThat(decision.get("source").asText()).isEqualTo("snapshot");
    assertThat(decision.get("logged").asText()).isEqualTo("acked");
    assertThat(decision.get("snapshotVersion").asLong()).isEqualTo(1);
    assertThat(decision.get("snapshotAgeMs").asLong()).isNotNegative();
    assertThat(decision.get("policyVersion").asLong()).isEqualTo(40);
    assertThat(decision.get("fallback").isNull()).isTrue();
    assertThat(decision.get("held").asBoolean()).isFalse();
    DecisionRequest log = logged().get(0);
    assertThat(log.getLoggedArm()).isEqualTo(expected.arm());
    assertThat(log.getLoggedPropensity()).isEqualTo(expected.propensity());
    assertThat(log.getLoggedPropensities().stream().mapToDouble(p -> p))
        .containsExactly(boxed(expected.propensities()));
    assertThat(log.getTime().toString()).isEqualTo(decision.get("time").asText());
  }

  private static double[] doubles(JsonNode list) {
    double[] values = new double[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).asDouble();
    }
    return values;
  }

  private static Double[] boxed(double[] values) {
    return java.util.Arrays.stream(values).boxed().toArray(Double[]::new);
  }

  @Test
  void aMaskedArmIsNeverShownAndLoggedWithProbability0() {
    publish(Snapshots.of(user));
    String masked = request("m", "").replace("{\"id\":\"b\"}", "{\"id\":\"b\",\"eligible\":false}");
    JsonNode decision = served(masked).json();
    assertThat(decision.get("arms").toString()).isEqualTo("[\"a\",\"c\"]");
    assertThat(logged().get(0).getLoggedPropensities()).element(1).isEqualTo(0.0);
  }

  @Test
  void withoutASnapshotEveryArmIsAsLikely() {
    JsonNode decision = served(request("1", "")).json();
    assertThat(decision.get("source").asText()).isEqualTo("fallback");
    assertThat(decision.get("fallback").asText())
        .isEqualTo("no snapshot of policy '" + user + "' is published");
    assertThat(decision.get("propensity").asDouble()).isEqualTo(1.0 / 3);
    assertThat(decision.get("snapshotVersion").isNull()).isTrue();
    assertThat(logged().get(0).getLoggedPropensities()).containsExactly(1.0 / 3, 1.0 / 3, 1.0 / 3);
  }

  @Test
  void theSnapshotOfAQuietPolicyServesWhateverItsAge() {
    publish(Snapshots.of(user).setTime(Instant.now().minusSeconds(300_000)));
    JsonNode decision = served(request("1", "")).json();
    assertThat(decision.get("source").asText()).isEqualTo("snapshot");
    assertThat(decision.get("snapshotAgeMs").asLong()).isGreaterThanOrEqualTo(300_000_000);
    assertThat(run.get("/v1/policies/" + user).json().get("stale").asBoolean()).isFalse();
  }

  @Test
  void aHeldSnapshotIsServedAndMarked() {
    publish(Snapshots.of(user).setHeld(true));
    JsonNode decision = served(request("1", "")).json();
    assertThat(decision.get("source").asText()).isEqualTo("snapshot");
    assertThat(decision.get("held").asBoolean()).isTrue();
    assertThat(run.get("/v1/policies/" + user).json().get("held").asBoolean()).isTrue();
  }

  @Test
  void aBrokenSnapshotLeavesTheOneBeforeInPlace() {
    publish(Snapshots.of(user));
    byte[] broken = new byte[] {1, 2, 3};
    Snapshots.publish(Snapshots.of(user).setVersion(2).setModel(ByteBuffer.wrap(broken)).build());
    GatewayRun.await("told", () -> run.get("/v1/policies/" + user).json().get("fault").isTextual());
    JsonNode policy = run.get("/v1/policies/" + user).json();
    assertThat(policy.get("snapshotVersion").asInt()).isEqualTo(1);
    assertThat(policy.get("fault").asText()).contains("snapshot 2", "is not served");
    assertThat(served(request("1", "")).json().get("snapshotVersion").asInt()).isEqualTo(1);
  }

  @Test
  void theBaselineIsShownAndLoggedAsForcedWhereTheModeSaysSo() {
    publish(Snapshots.of(user).setMode(DecisionMode.SHADOW));
    JsonNode decision = served(request("1", ",\"baselineArm\":\"c\"")).json();
    assertThat(decision.get("arm").asText()).isEqualTo("c");
    assertThat(decision.get("propensity").asDouble()).isEqualTo(1);
    assertThat(decision.get("mode").asText()).isEqualTo("SHADOW");
    assertThat(decision.get("shadowArm").asText()).isIn("a", "b", "c");
    assertThat(logged().get(0).getForcedArm()).isEqualTo("c");
    assertThat(logged().get(0).getLoggedArm()).as("kept out of evaluation").isNull();
  }

  @Test
  void aModeThatWasToldSinceTheSnapshotCounts() {
    publish(Snapshots.of(user));
    run.post(
        "/v1/control/bandit%2F" + user,
        "application/json",
        "{\"parameters\":{\"mode\":\"logging-only\"}}",
        "If-Match",
        "0");
    JsonNode decision = served(request("1", ",\"baselineArm\":\"b\"")).json();
    assertThat(decision.get("mode").asText()).isEqualTo("LOGGING_ONLY");
    assertThat(decision.get("arm").asText()).isEqualTo("b");
  }

  @Test
  void aForcedArmIsShownWithoutASnapshot() {
    JsonNode decision = decide(request("1", ",\"forcedArm\":\"c\"")).json();
    assertThat(decision.get("arm").asText()).isEqualTo("c");
    assertThat(decision.get("forced").asBoolean()).isTrue();
  }

  @Test
  void theAgeOfASnapshotAndWhoDecidedAreMeasured() {
    publish(Snapshots.of(user));
    served(request("1", ""));
    assertThat(run.get("/metrics").text())
        .containsPattern("flyball_gateway_snapshot_age_seconds\\{policy=\"" + user + "\"} [0-9.]+")
        .containsPattern("flyball_gateway_decide_seconds_count\\{source=\"snapshot\"} [1-9]");
  }

  @Test
  void aPolicyWithoutSnapshotIsNotFound() {
    assertThat(run.get("/v1/policies/" + user).status()).isEqualTo(404);
    publish(Snapshots.of(user));
    assertThat(run.get("/v1/policies").json().findValuesAsText("policy")).contains(user);
    assertThat(run.get("/v1/policies/" + user).json().get("arms").toString())
        .isEqualTo("[\"a\",\"b\",\"c\"]");
  }
}
