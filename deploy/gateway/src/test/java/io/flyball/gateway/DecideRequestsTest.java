package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests are answered, and each id alike. */
@Timeout(180)
class DecideRequestsTest extends WithDecisions {
  @ParameterizedTest
  @CsvSource({
    "'', 400",
    "'[]', 400",
    "'{\"arms\":[]}', 422",
    "'{\"id\":\"noslash\",\"arms\":[{\"id\":\"a\"}]}', 422",
    "'{\"id\":\"p/1\",\"arms\":[{\"id\":\"a\",\"eligible\":false}]}', 422",
    "'{\"id\":\"p/1\",\"arms\":[{\"id\":\"a\"}],\"loggedArm\":\"a\",\"loggedPropensity\":1}', 422"
  })
  void whatIsNoRequestIsRefused(String body, int status) {
    GatewayRun.Answer answer = decide(body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "Flyball-Deadline-Ms, 0",
    "Flyball-Deadline-Ms, 30001",
    "Flyball-Deadline-Ms, soon",
    "Flyball-Via, magic"
  })
  void aHeaderThatMeansNothingIsRefused(String name, String value) {
    GatewayRun.Answer answer = decide(request("1", ""), name, value);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText()).contains("allowed are");
  }

  @Test
  void whatThePolicyCannotAnswerIsRefusedAndNotLogged() {
    publish(Snapshots.of(user));
    String features =
        request("1", "")
            .replace("{\"id\":\"a\"}", "{\"id\":\"a\",\"features\":[1]}")
            .replace("{\"id\":\"b\"}", "{\"id\":\"b\",\"features\":[1]}")
            .replace("{\"id\":\"c\"}", "{\"id\":\"c\",\"features\":[1]}");
    GatewayRun.Answer answer = served(features);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    assertThat(answer.json().get("reason").asText()).isEqualTo("MODEL_MISMATCH");
    assertThat(logged()).isEmpty();
  }

  @Test
  void aRequestFromTheFutureIsRefused() {
    GatewayRun.Answer answer = served(request("1", ",\"time\":\"2100-01-01T00:00:00Z\""));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("reason").asText()).isEqualTo("FUTURE_TIME");
    assertThat(logged()).isEmpty();
  }

  @Test
  void theSameIdHasTheSameAnswerAndIsLoggedOnce() {
    publish(Snapshots.of(user));
    JsonNode first = served(request("1", "")).json();
    publish(Snapshots.of(user).setVersion(2).setSeed(8).setTime(Instant.now()));
    JsonNode second = served(request("1", "")).json();
    assertThat(second).isEqualTo(first);
    assertThat(logged()).hasSize(1);
  }

  @Test
  void anotherQuestionUnderTheSameIdIsRefused() {
    served(request("1", ""));
    GatewayRun.Answer answer = served(request("1", ",\"context\":[1]"));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("reason").asText()).isEqualTo("DUP_CONFLICT");
    assertThat(answer.json().get("field").asText()).isEqualTo("id");
    assertThat(logged()).hasSize(1);
  }

  @Test
  void aBatchHasAnAnswerForEach() {
    publish(Snapshots.of(user));
    String body = "[" + request("1", "") + "," + request("2", ",\"arms\":[]") + "]";
    body = body.replace("\"arms\":" + ARMS + ",\"arms\":[]", "\"arms\":[]");
    GatewayRun.Answer answer =
        run.post("/v1/decide/batch", "application/json", body, "Flyball-Deadline-Ms", "10000");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json().at("/0/source").asText()).isEqualTo("snapshot");
    assertThat(answer.json().at("/1/status").asInt()).isEqualTo(422);
    assertThat(answer.json().at("/1/reason").asText()).isEqualTo("MISSING_FIELD");
  }

  @Test
  void aBatchHasAtMost100Requests() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i <= 100; i++) {
      all.add(request("b" + i, ""));
    }
    String body = "[" + String.join(",", all) + "]";
    assertThat(run.post("/v1/decide/batch", "application/json", body).status()).isEqualTo(413);
    String fewer = "[" + String.join(",", all.subList(0, 100)) + "]";
    assertThat(run.post("/v1/decide/batch", "application/json", fewer).json()).hasSize(100);
    assertThat(run.post("/v1/decide/batch", "application/json", "[]").text()).isEqualTo("[]");
    assertThat(run.post("/v1/decide/batch", "application/json", "{}").status()).isEqualTo(400);
  }

  @Test
  void fieldsThatNoSchemaNamesAreToldAndCounted() {
    JsonNode decision = decide(request("1", ",\"contxt\":[1]")).json();
    assertThat(decision.at("/unknownFields/0/field").asText()).isEqualTo("DecisionRequest.contxt");
    assertThat(decision.at("/unknownFields/0/near").asText()).isEqualTo("context");
    assertThat(run.get("/metrics").text())
        .contains("flyball_gateway_unknown_fields_total{field=\"DecisionRequest.contxt\"} 1.0");
    assertThat(decide(request("2", "")).json().has("unknownFields")).isFalse();
  }
}
