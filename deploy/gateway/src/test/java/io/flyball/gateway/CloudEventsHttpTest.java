package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.connectors.codec.RefusalException;
import io.flyball.core.record.EventIdentity;
import io.flyball.gateway.GatewayRun.Answer;
import io.flyball.schemas.Exposure;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CloudEvents 1.0.2 over HTTP: its binding's three modes, and its webhook's handshake. */
@Timeout(120)
class CloudEventsHttpTest extends WithGateway {
  private final String data = "{\"user\":\"" + user + "\",\"item\":\"shoe\"}";

  private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }

  private String event(String id) {
    return "{\"specversion\":\"1.0\",\"id\":\""
        + id
        + "\",\"source\":\"/shop\",\"type\":\"io.flyball.Exposure\",\"time\":\"2026-01-02T03:04:05Z\","
        + "\"datacontenttype\":\"application/json\",\"partitionkey\":\"p\",\"data\":"
        + data
        + "}";
  }

  @Test
  void structuredEventGivesItsIdTimeAndAttributes() {
    Answer answer =
        run.post("/v1/events", "Application/CloudEvents+JSON; charset=UTF-8", event("e1"));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    ConsumerRecord<byte[], byte[]> record = written().get(0);
    assertThat(decode(record).getId()).isEqualTo(EventIdentity.of("/shop", "e1"));
    assertThat(decode(record).getTime()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(headers(record))
        .containsOnly(
            Map.entry("ce_specversion", "1.0"),
            Map.entry("ce_id", "e1"),
            Map.entry("ce_source", "/shop"),
            Map.entry("ce_type", "io.flyball.Exposure"),
            Map.entry("ce_time", "2026-01-02T03:04:05Z"),
            Map.entry("ce_partitionkey", "p"),
            Map.entry("content-type", "application/avro"));
  }

  @Test
  void batchIsTakenEventByEvent() {
    String broken = event("no").replace("\"source\":\"/shop\",", "");
    Answer answer =
        run.post(
            "/v1/exposures",
            "application/cloudevents-batch+json",
            "[" + event("b1") + "," + broken + "," + event("b2") + "]");
    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.json().at("/results/1/field").asText()).isEqualTo("source");
    assertThat(written())
        .extracting(r -> decode(r).getId())
        .containsExactly(EventIdentity.of("/shop", "b1"), EventIdentity.of("/shop", "b2"));
    assertThat(run.post("/v1/events", "application/cloudevents-batch+json", "[]").status())
        .isEqualTo(202);
  }

  @Test
  void binaryEventHasItsAttributesInHeaders() {
    Answer answer =
        run.post(
            "/v1/events",
            "application/json",
            data,
            "ce-specversion",
            "1.0",
            "ce-id",
            "Euro%20%E2%82%AC%20%F0%9F%98%80",
            "ce-source",
            "\"/quoted\\\"shop\"",
            "ce-type",
            "io.flyball.Exposure",
            "ce-time",
            "2026-01-02T03:04:05Z",
            "ce-datacontenttype",
            "text/xml");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    ConsumerRecord<byte[], byte[]> record = written().get(0);
    assertThat(decode(record).getId())
        .isEqualTo(EventIdentity.of("/quoted\"shop", "Euro \u20AC \uD83D\uDE00"));
    assertThat(headers(record))
        .containsEntry("ce_source", "/quoted\"shop")
        .doesNotContainKey("ce_datacontenttype");
  }

  @Test
  void binaryAvroIsData() {
    Exposure avro =
        Exposure.newBuilder().setUser(user).setItem("shoe").setTime(Instant.now()).build();
    Answer answer =
        run.post(
            "/v1/exposures",
            "application/avro",
            CODEC.encode(avro),
            "ce-specversion",
            "1.0",
            "ce-id",
            "avro",
            "ce-source",
            "/s",
            "ce-type",
            "com.example.shown");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    assertThat(decode(written().get(0)).getId()).isEqualTo(EventIdentity.of("/s", "avro"));
  }

  @Test
  void base64DataIsDecoded() {
    String base64 = Base64.getEncoder().encodeToString(data.getBytes(UTF_8));
    String event = event("b64").replace("\"data\":" + data, "\"data_base64\":\"" + base64 + "\"");
    assertThat(run.post("/v1/events", "application/cloudevents+json", event).status())
        .isEqualTo(202);
    assertThat(decode(written().get(0)).getId()).isEqualTo(EventIdentity.of("/shop", "b64"));
  }

  @Test
  void anEventOf64KiBPasses() {
    String event = event("big").replace("shoe", "s".repeat(9_000));
    String padded =
        event.replace(
            "{\"specversion\"", "{\"pad\":\"" + "x".repeat(60_000) + "\",\"specversion\"");
    assertThat(padded.length()).isGreaterThan(64 << 10);
    assertThat(run.post("/v1/events", "application/cloudevents+json", padded).status())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"specversion\":\"1.0\",",
        "\"source\":\"/shop\",",
        "\"type\":\"io.flyball.Exposure\","
      })
  void aMissingAttributeBreaksTheEvent(String attribute) {
    Answer answer =
        run.post(
            "/v1/exposures", "application/cloudevents+json", event("x").replace(attribute, ""));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("reason").asText()).isEqualTo("MISSING_FIELD");
  }

  @Test
  void anotherVersionAndABatchInSingleModeAreRefused() {
    String old = event("x").replace("\"1.0\"", "\"0.3\"");
    assertThat(run.post("/v1/events", "application/cloudevents+json", old).status()).isEqualTo(400);
    String batch = "[" + event("x") + "]";
    assertThat(run.post("/v1/events", "application/cloudevents+json", batch).status())
        .isEqualTo(400);
    assertThat(run.post("/v1/events", "application/cloudevents+xml", event("x")).status())
        .isEqualTo(415);
  }

  /** Section 3.1.3.2 of the binding, its example and its rules. */
  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "Euro%20%E2%82%AC%20%F0%9F%98%80, Euro \u20AC \uD83D\uDE00",
    "%e2%82%ac, \u20AC",
    "%2525, %25",
    "100%25, 100%"
  })
  void headerValuesAreDecodedOnce(String header, String text) throws Exception {
    assertThat(HttpEvent.headerValue("ce-id", header)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%C0%A0", "%ED%A0%80", "%4", "%", "%zz", "%E2%82"})
  void headerValuesThatAreNoUtf8AreRefused(String header) {
    assertThatThrownBy(() -> HttpEvent.headerValue("ce-id", header))
        .isInstanceOf(RefusalException.class);
    Answer answer =
        run.post(
            "/v1/events",
            "application/json",
            data,
            "ce-specversion",
            "1.0",
            "ce-id",
            header,
            "ce-source",
            "/s",
            "ce-type",
            "io.flyball.Exposure");
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void theWebhookHandshakeIsAnswered() {
    Answer answer =
        run.send(
            "OPTIONS",
            "/v1/events",
            BodyPublishers.noBody(),
            "WebHook-Request-Origin",
            "Events.example",
            "WebHook-Request-Rate",
            "120");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("webhook-allowed-origin")).isEqualTo("Events.example");
    assertThat(answer.header("webhook-allowed-rate")).isEqualTo("*");
    assertThat(answer.header("allow")).contains("POST");
    assertThat(answer.header("accept-post")).contains("application/cloudevents-batch+json");
  }
}
