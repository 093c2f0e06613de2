package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.gateway.GatewayRun.Answer;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.Exposure;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies in every form become records on a real broker, or an answer that says why not. */
@Timeout(120)
class IngestTest extends WithGateway {
  @Test
  void emptyBodyIsNoRecord() {
    Answer answer = run.post("/v1/exposures", "application/json", "");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("reason").asText()).isEqualTo("EMPTY_VALUE");
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
  }

  @Test
  void emptyArrayIsAcceptedAsNothing() {
    Answer answer = run.post("/v1/exposures", "application/json", " [ ] ");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().get("accepted").asInt()).isZero();
  }

  @Test
  void anObjectIsAnsweredWhenItLiesInTheTopic() {
    long before = System.currentTimeMillis();
    Answer answer = run.post("/v1/exposures?results=all", "application/json", exposure("e1"));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    JsonNode result = answer.json().get("results").get(0);
    ConsumerRecord<byte[], byte[]> record = written().get(0);
    assertThat(result.get("partition").asInt()).isEqualTo(record.partition());
    assertThat(result.get("offset").asLong()).isEqualTo(record.offset());
    assertThat(result.get("status").asText()).isEqualTo("accepted");
    Exposure exposure = decode(record);
    assertThat(exposure.getId()).isEqualTo("e1");
    assertThat(exposure.getTime())
        .as("a record without a time has the time of its receipt")
        .isBetween(Instant.ofEpochMilli(before), Instant.now());
    assertThat(Arrays.copyOf(record.value(), 2)).isEqualTo(new byte[] {(byte) 0xC3, 1});
  }

  @Test
  void anArrayKeepsItsOrderWithinAKey() {
    String body = "[" + exposure("a") + ", " + exposure("b") + "\n," + exposure("c") + "]";
    assertThat(run.post("/v1/exposures", "application/json", body).status()).isEqualTo(202);
    assertThat(ids()).containsExactly("a", "b", "c");
  }

  @Test
  void linesStandForThemselves() {
    String body = exposure("a") + "\r\n\n{broken\n" + exposure("b");
    Answer answer = run.post("/v1/exposures", "application/x-ndjson", body);
    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.json().get("accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().get("results").findValuesAsText("status"))
        .containsExactly("accepted", "refused", "accepted");
    assertThat(answer.json().at("/results/1/reason").asText()).isEqualTo("MALFORMED_JSON");
    assertThat(ids()).containsExactly("a", "b");
  }

  @Test
  void aBrokenArrayIsRefusedWhole() {
    for (String body :
        List.of(
            "[" + exposure("a") + ",",
            "[" + exposure("a") + "]]",
            "[" + exposure("a") + ",{\"id\":}]",
            "[" + exposure("a") + ",tru]",
            "[" + exposure("a") + ",]",
            "[,]")) {
      Answer answer = run.post("/v1/exposures", "application/json", body);
      assertThat(answer.status()).as(body).isEqualTo(400);
    }
    assertThat(written()).isEmpty();
  }

  @Test
  void onlyRefusedRecordsAre422WithTheJobsReason() {
    Answer answer =
        run.post(
            "/v1/exposures", "application/json", "{\"id\":\"x\",\"user\":\"u\",\"item\":\"\"}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("reason").asText()).isEqualTo("MISSING_FIELD");
    assertThat(answer.json().get("field").asText()).isEqualTo("item");
  }

  @Test
  void fieldsThatNoSchemaNamesAreToldWithTheFieldThatWasMeant() {
    String body = exposure("x").replace("{", "{\"sesion\":\"s\",\"slots\":3,");
    Answer answer = run.post("/v1/exposures?results=all", "application/json", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    assertThat(answer.json().get("unknownFields").asInt()).isEqualTo(2);
    JsonNode fields = answer.json().at("/results/0/unknownFields");
    assertThat(fields.findValuesAsText("field"))
        .containsExactlyInAnyOrder("Exposure.sesion", "Exposure.slots");
    assertThat(fields.findValuesAsText("near")).containsExactly("session");
    assertThat(ids()).containsExactly("x");
  }

  @Test
  void aMisspeltRequiredFieldIsNamedInTheRefusal() {
    Answer answer =
        run.post(
            "/v1/exposures", "application/json", "{\"id\":\"x\",\"usr\":\"u\",\"item\":\"i\"}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("field").asText()).isEqualTo("user");
    assertThat(answer.json().get("detail").asText())
        .isEqualTo("the field is required; the object has 'usr', which is no field");
  }

  @Test
  void aRecordFromTheFutureIsRefused() {
    String body = exposure("x").replace("{", "{\"time\":\"2100-01-01T00:00:00Z\",");
    Answer answer = run.post("/v1/exposures", "application/json", body);
    assertThat(answer.json().get("reason").asText()).isEqualTo("FUTURE_TIME");
    assertThat(answer.json().get("field").asText()).isEqualTo("time");
  }

  @Test
  void aClockThatIsAheadIsTakenOffWhereItIsStated() {
    long sent = System.currentTimeMillis() + 3_600_000;
    String stated = "{\"time\":" + (sent - 5000) + ",\"sentAt\":" + sent + ",";
    long before = System.currentTimeMillis();
    run.post("/v1/exposures", "application/json", exposure("x").replace("{", stated));
    Exposure exposure = decode(written().get(0));
    assertThat(exposure.getTime())
        .isBetween(Instant.ofEpochMilli(before - 5000), Instant.now().minusMillis(5000));
    assertThat(exposure.getSentAt()).isEqualTo(Instant.ofEpochMilli(sent));
    assertThat(exposure.getTime().toEpochMilli()).isEqualTo(sent - 5000 + exposure.getShiftMs());
  }

  @Test
  void theTimeOfTheReceiptIsNoneOfTheSendersClock() {
    long before = System.currentTimeMillis();
    String stated = "{\"sentAt\":" + (before + 3_600_000) + ",";
    run.post("/v1/exposures", "application/json", exposure("x").replace("{", stated));
    Exposure exposure = decode(written().get(0));
    assertThat(exposure.getTime()).isBetween(Instant.ofEpochMilli(before), Instant.now());
    assertThat(exposure.getShiftMs()).isEqualTo(exposure.getTime().toEpochMilli());
  }

  /** The alert rule SendersClockWrong reads these buckets. */
  @Test
  void theClockOfASenderIsMeasured() {
    String sent = Long.toString(System.currentTimeMillis() - 120_000);
    String body = exposure("late clock");
    run.post("/v1/exposures", "application/json", body, "Flyball-Sent-At", sent);
    assertThat(run.get("/metrics").text())
        .contains(
            "flyball_gateway_skew_seconds_bucket{le=\"-60.0\"} 0",
            "flyball_gateway_skew_seconds_bucket{le=\"60.0\"} 0",
            "flyball_gateway_skew_seconds_count 1");
  }

  @Test
  void aRecordWithoutIdNeedsAKeyOfTheRequest() {
    String body = "{\"user\":\"" + user + "\",\"item\":\"shoe\"}";
    Answer refused = run.post("/v1/exposures", "application/json", body);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("field").asText()).isEqualTo("id");
    String two = "[" + body + "," + body + "]";
    Answer taken = run.post("/v1/exposures", "application/json", two, "Idempotency-Key", "k7");
    assertThat(taken.status()).isEqualTo(202);
    assertThat(ids()).containsExactly("k7/0", "k7/1");
  }

  @Test
  void aRewardWithoutIdIsRefusedThoughTheJobWouldNameItByItsOffset() {
    Answer answer =
        run.post("/v1/rewards", "application/json", "{\"decisionId\":\"p/1\",\"value\":1}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("reason").asText()).isEqualTo("MISSING_FIELD");
  }

  @Test
  void mixedRecordsGoToTheirTopics() {
    String reward =
        "{\"type\":\"Reward\",\"id\":\"" + user + "\",\"decisionId\":\"p/1\",\"value\":1}";
    String typed = exposure("m").replace("{", "{\"type\":\"Exposure\",");
    Answer answer =
        run.post(
            "/v1/events?results=all",
            "application/json",
            "[" + typed + "," + reward + "," + exposure("untyped") + "]");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(207);
    assertThat(answer.json().at("/results/2/reason").asText()).isEqualTo("UNKNOWN_TYPE");
    assertThat(ids()).containsExactly("m");
    assertThat(ReadyBroker.readAll(SharedBroker.bootstrap(), "rewards"))
        .anyMatch(record -> new String(record.value(), UTF_8).contains(user));
  }

  @Test
  void avroIsTakenAsItIs() {
    Exposure avro =
        Exposure.newBuilder()
            .setId("avro")
            .setTime(Instant.now())
            .setUser(user)
            .setItem("shoe")
            .build();
    byte[] bytes = CODEC.encode(avro);
    assertThat(run.post("/v1/exposures", "application/avro", bytes).status()).isEqualTo(202);
    assertThat(run.post("/v1/events", "application/avro", bytes).status()).isEqualTo(202);
    assertThat(ids()).containsExactly("avro", "avro");
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    Answer refused = run.post("/v1/exposures", "application/avro", longer);
    assertThat(refused.json().get("reason").asText()).isEqualTo("TRAILING_BYTES");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/exposures, 405",
    "POST, /openapi.json, 405",
    "GET, /v1/nothing, 404",
    "GET, /, 200",
    "GET, /health/live, 200",
    "GET, /health/ready, 200",
    "GET, /metrics, 200",
    "GET, /openapi.json, 200",
    "GET, /docs, 200",
    "GET, /docs/start.js, 200",
    "GET, /docs/swagger-ui.css, 200",
    "GET, /docs/swagger-ui-bundle.js, 200",
    "GET, /docs/../secret, 404"
  })
  void everyPathIsAnswered(String method, String path, int status) {
    Answer answer = run.send(method, path, java.net.http.HttpRequest.BodyPublishers.noBody());
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.header("content-security-policy")).contains("frame-ancestors 'none'");
    if (status == 405) {
      assertThat(answer.header("allow")).contains("OPTIONS");
    }
  }

  @Test
  void recordsAreCountedByTopicStatusAndReason() {
    run.post(
        "/v1/signals", "application/json", "{\"id\":\"s\",\"user\":\"u\",\"kind\":\"NONSENSE\"}");
    String counters = run.get("/metrics").text();
    assertThat(counters)
        .containsPattern(
            "flyball_gateway_records_total\\{reason=\"BAD_ENUM\",status=\"refused\",topic=\"feedback.signals\"}"
                + " [1-9]")
        .containsPattern(
            "flyball_gateway_requests_total\\{code=\"422\",route=\"/v1/signals\"} [1-9]")
        .contains("flyball_gateway_in_flight_bytes 0.0");
  }

  @Test
  void aKafkaRecordOfPlainJsonHasNoHeaders() {
    run.post("/v1/exposures", "application/json", exposure("plain"));
    assertThat(StreamSupport.stream(written().get(0).headers().spliterator(), false)).isEmpty();
  }
}
