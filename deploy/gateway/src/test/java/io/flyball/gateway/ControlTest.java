package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.gateway.GatewayRun.Answer;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.Alert;
import io.flyball.schemas.AlertSeverity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What jobs are told: shown, changed against what was seen, and taken back. */
@Timeout(120)
class ControlTest extends WithGateway {
  /** A policy of its own for each test, as a target and as a path names it. */
  private final String target = "bandit/" + user;

  private final String path = "/v1/control/bandit%2F" + user;

  private Answer put(String seen, String parameters, String... query) {
    String body = "{\"author\":\"ann\",\"parameters\":" + parameters + "}";
    String to = path + (query.length > 0 ? query[0] : "");
    return seen == null
        ? run.post(to, "application/json", body)
        : run.post(to, "application/json", body, "If-Match", seen);
  }

  private Answer undo(String seen) {
    return run.post(path + "/undo", null, "", "If-Match", seen);
  }

  private JsonNode key(String name) {
    for (JsonNode key : run.get(path).json().get("keys")) {
      if (key.get("key").asText().equals(name)) {
        return key;
      }
    }
    throw new AssertionError("no key " + name);
  }

  @Test
  void everyJobIsListedThoughNothingWasToldIt() {
    Answer answer = run.get("/v1/control");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json().get("targets").findValuesAsText("target"))
        .startsWith("bandit", "bias", "dataloop", "feedback", "gate", "loop", "modes", "reward");
  }

  @ParameterizedTest
  @CsvSource({"bandit", "bias", "dataloop", "feedback", "gate", "loop", "modes", "reward"})
  void everyKeyOfAJobSaysWhatItTakes(String job) {
    Answer answer = run.get("/v1/control/" + job);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json().get("keys")).isNotEmpty();
    for (JsonNode key : answer.json().get("keys")) {
      assertThat(key.get("type").asText()).as(key.toString()).isNotBlank();
      assertThat(key.get("allowed").asText()).as(key.toString()).isNotBlank();
      assertThat(key.get("meaning").asText()).as(key.toString()).isNotBlank();
    }
  }

  @Test
  void aTargetThatNobodyReadsIsNotFound() {
    assertThat(run.get("/v1/control/nothing").status()).isEqualTo(404);
    Answer answer = run.post("/v1/control/feedback%2Fx", "application/json", "{}", "If-Match", "0");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("detail").asText())
        .contains(
            "allowed are bandit, bandit/NAME, bias, bias/NAME, dataloop, feedback, gate, loop, modes,"
                + " reward");
  }

  @Test
  void anUpdateIsInForceWhenItIsAnswered() {
    Answer answer = put("\"0\"", "{\"mode\":\"frozen\",\"max-arms\":5}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    assertThat(answer.header("etag")).isEqualTo("\"1\"");
    Answer after = run.get(path);
    assertThat(after.header("etag")).isEqualTo("\"1\"");
    assertThat(after.json().get("author").asText()).isEqualTo("ann");
    assertThat(after.json().at("/parameters/max-arms").asText()).isEqualTo("5");
    assertThat(after.json().get("offset")).isEqualTo(answer.json().get("offset"));
    assertThat(key("mode").get("value").asText()).isEqualTo("frozen");
    assertThat(key("mode").get("from").asText()).isEqualTo("update");
    assertThat(key("window").get("from").asText()).isEqualTo("configuration");
    assertThat(ReadyBroker.readAll(SharedBroker.bootstrap(), "control"))
        .anyMatch(r -> new String(r.key(), StandardCharsets.UTF_8).equals(target));
  }

  @Test
  void withoutTheVersionSeenNothingIsChanged() {
    Answer answer = put(null, "{\"mode\":\"frozen\"}");
    assertThat(answer.status()).isEqualTo(428);
    assertThat(answer.header("etag")).isEqualTo("\"0\"");
    assertThat(put("*", "{}").status()).isEqualTo(400);
    assertThat(run.get(path).status()).as("nothing was ever told").isEqualTo(200);
    assertThat(run.get(path).json().get("version").asInt()).isZero();
  }

  @Test
  void whoeverIsOvertakenIsToldByWhom() {
    assertThat(put("0", "{\"mode\":\"frozen\"}").status()).isEqualTo(201);
    Answer answer = put("0", "{\"mode\":\"online\"}");
    assertThat(answer.status()).isEqualTo(412);
    assertThat(answer.json().get("version").asInt()).isEqualTo(1);
    assertThat(answer.json().get("detail").asText()).contains("published by ann");
  }

  @Test
  void ofManyAtOnceOneIsFirst() {
    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> put("0", "{\"max-arms\":" + (i + 1) + "}").status()))
            .toList();
    List<Integer> statuses = answers.stream().map(CompletableFuture::join).sorted().toList();
    assertThat(statuses).containsExactly(201, 412, 412, 412, 412, 412, 412, 412);
  }

  @Test
  void twoGatewaysDoNotOvertakeEachOtherUnseen() {
    try (GatewayRun other = GatewayRun.ready(SharedBroker.bootstrap())) {
      var here = CompletableFuture.supplyAsync(() -> put("0", "{\"mode\":\"frozen\"}").status());
      int there =
          other
              .post(
                  path,
                  "application/json",
                  "{\"parameters\":{\"mode\":\"online\"}}",
                  "If-Match",
                  "0")
              .status();
      assertThat(List.of(here.join(), there)).containsExactlyInAnyOrder(201, 412);
      GatewayRun.await("seen", () -> other.get(path).json().get("version").asInt() == 1);
      assertThat(other.get(path).json().get("parameters"))
          .isEqualTo(run.get(path).json().get("parameters"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"window\":\"soon\"}', a duration such as",
    "'{\"seed\":2}', bandit.seed is fixed by the configuration",
    "'{\"reset\":\"yes\"}', reset is yes; allowed are true and false",
    "'{\"prior.a\":\"9/3\"}', like 12/340",
    "'{\"no-such-key\":1}', no-such-key"
  })
  void anUpdateIsRefusedInTheJobsWords(String parameters, String words) {
    Answer answer = put("0", parameters);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    assertThat(answer.json().get("detail").asText()).contains(words);
    assertThat(run.get(path).json().get("version").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'[]', 400",
    "'{', 400",
    "'{}', 422",
    "'{\"parameters\":[]}', 422",
    "'{\"parameters\":{\"mode\":null}}', 422",
    "'{\"parameters\":{},\"version\":7}', 422",
    "'{\"parameters\":{},\"author\":7}', 422"
  })
  void whatIsNoUpdateIsRefused(String body, int status) {
    Answer answer = run.post(path, "application/json", body, "If-Match", "0");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
  }

  @Test
  void aDryRunSaysWhatWouldBe() {
    put("0", "{\"mode\":\"frozen\",\"window\":\"1 min\"}");
    Answer answer = put("1", "{\"mode\":\"online\",\"reset\":\"true\"}", "?dry-run");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json().get("changes").toString())
        .isEqualTo(
            "[{\"key\":\"mode\",\"before\":\"frozen\",\"after\":\"online\"},"
                + "{\"key\":\"reset\",\"before\":null,\"after\":\"true\"},"
                + "{\"key\":\"window\",\"before\":\"1 min\",\"after\":null}]");
    assertThat(answer.json().get("irrevocable").toString()).isEqualTo("[\"reset\"]");
    assertThat(run.get(path).json().get("version").asInt()).isEqualTo(1);
  }

  @Test
  void undoBringsTheEarlierParametersUnderTheNextVersion() {
    put("0", "{\"mode\":\"frozen\",\"reset\":\"true\"}");
    put("1", "{\"mode\":\"shadow\"}");
    Answer answer = undo("2");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    assertThat(answer.json().get("version").asInt()).isEqualTo(3);
    assertThat(answer.json().get("undoes").asInt()).isEqualTo(2);
    assertThat(answer.json().get("parameters").toString())
        .as("what was done once is not done again")
        .isEqualTo("{\"mode\":\"frozen\"}");
    assertThat(undo("3").json().get("parameters").toString()).isEqualTo("{\"mode\":\"shadow\"}");
    assertThat(run.get(path).json().get("history").findValuesAsText("version"))
        .containsExactly("4", "3", "2", "1");
  }

  @Test
  void theFirstUpdateIsUndoneToTheConfiguration() {
    put("0", "{\"mode\":\"frozen\"}");
    assertThat(undo("1").json().get("parameters")).isEmpty();
    assertThat(key("mode").get("from").asText()).isEqualTo("configuration");
  }

  @Test
  void whatIsDoneOnceIsNotUndone() {
    assertThat(undo("0").status()).as("nothing to undo").isEqualTo(422);
    put("0", "{\"remove-arms\":\"a\"}");
    Answer answer = undo("1");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("detail").asText())
        .contains("version 1 did remove-arms, which nothing takes back");
  }

  @Test
  void whatTheRunningJobRejectedStandsBesideItsUpdate() {
    put("0", "{\"mode\":\"frozen\"}");
    put("1", "{\"algorithm\":\"linucb\"}");
    Alert alert =
        Alert.newBuilder()
            .setId("bandit/CONTROL_REJECTED/" + target + "/2")
            .setTime(Instant.EPOCH)
            .setJob("bandit")
            .setKind("CONTROL_REJECTED")
            .setScope(target)
            .setSeverity(AlertSeverity.WARNING)
            .setSince(Instant.EPOCH)
            .setSummary("control version 2 was not applied: not here")
            .build();
    byte[] value = RecordCodec.of(Alert.class).encode(alert);
    ReadyBroker.send(
        SharedBroker.bootstrap(), List.of(new ProducerRecord<>("alerts", new byte[] {1}, value)));
    GatewayRun.await("told", () -> run.get(path).json().get("rejected").isObject());
    JsonNode now = run.get(path).json();
    assertThat(now.at("/rejected/message").asText()).endsWith("not here");
    assertThat(now.get("version").asInt()).isEqualTo(2);
    assertThat(now.get("inForce").asInt()).isEqualTo(1);
    assertThat(key("mode").get("value").asText()).isEqualTo("frozen");
  }

  @Test
  void whoeverChangedWhatIsWrittenDown() {
    PrintStream before = System.err;
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
    try {
      put("0", "{\"mode\":\"frozen\"}");
    } finally {
      System.setErr(before);
    }
    assertThat(lines.toString(StandardCharsets.UTF_8))
        .contains("{\"audit\":\"control\",\"time\":\"")
        .contains(
            "\"caller\":\"local\",\"status\":201,\"target\":\""
                + target
                + "\",\"version\":1,\"author\":\"ann\",\"parameters\":{\"mode\":\"frozen\"}}");
  }
}
