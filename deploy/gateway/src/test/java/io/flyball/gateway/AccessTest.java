package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.connectors.codec.kafka.DeadLetterHeaders;
import io.flyball.gateway.GatewayRun.Answer;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.local.ReadyBroker;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each route with no, a wrong and a right token; pages of other origins; other hosts. */
@Timeout(120)
class AccessTest {
  private static final String SHOP = "https://shop.example";

  @TempDir static Path folder;
  private static Path file;
  private static GatewayRun run;

  private final String user = "user-" + UUID.randomUUID();

  @BeforeAll
  static void start() throws IOException {
    file = folder.resolve("tokens.json");
    write(
        token("writer", "\"write:*\""),
        token("exposer", "\"write:exposures\""),
        token("watcher", "\"metrics\", \"read\""),
        token("slow", "\"write:*\"").replace("}", ",\"rate\":2}"),
        token("page", "\"write:exposures\", \"write:signals\"")
            .replace("}", ",\"public\":true,\"origins\":[\"" + SHOP + "\"]}"));
    run =
        GatewayRun.ready(
            SharedBroker.bootstrap(), "gateway.tokens=" + file, "gateway.hosts=door.example");
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  private static void write(String... tokens) throws IOException {
    Files.writeString(file, "[" + String.join(",", tokens) + "]");
  }

  /** A token whose text is its name. */
  private static String token(String name, String scopes) {
    String digest = HexFormat.of().formatHex(Tokens.sha256(name.getBytes(UTF_8)));
    return "{\"name\":\"" + name + "\",\"sha256\":\"" + digest + "\",\"scopes\":[" + scopes + "]}";
  }

  private String exposure() {
    return "{\"id\":\"e\",\"user\":\"" + user + "\",\"item\":\"shoe\"}";
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/exposures, '', 401",
    "/v1/exposures, stranger, 401",
    "/v1/exposures, watcher, 403",
    "/v1/exposures, exposer, 202",
    "/v1/exposures, writer, 202",
    "/v1/signals, exposer, 403",
    "/v1/rewards, exposer, 403",
    "/v1/requests, exposer, 403",
    "/v1/turns, exposer, 403",
    "/v1/spans, exposer, 403",
    "/v1/members, exposer, 403",
    "/v1/observations, exposer, 403",
    "/v1/rewards, page, 403",
    "/v1/events, '', 401",
    "/v1/events, watcher, 403",
    "/v1/events, exposer, 202"
  })
  void aRecordNeedsAScopeOfItsKind(String path, String token, int status) {
    String typed = exposure().replace("{", "{\"type\":\"Exposure\",");
    Answer answer = run.post(path, "application/json", typed, authorization(token));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    if (status == 401 || status == 403) {
      assertThat(answer.header("www-authenticate")).startsWith("Bearer realm=\"flyball\"");
    }
  }

  private static String[] authorization(String token) {
    return token.isEmpty() ? new String[0] : new String[] {"Authorization", "Bearer " + token};
  }

  /** CloudEvents webhook 1.0.2, section 3.2: a sender may not be able to set headers. */
  @Test
  void aWebhooksTokenMayStandInTheQuery() {
    String path = "/v1/exposures?results=all&access_token=";
    Answer answer = run.post(path + "exposer", "application/json", exposure());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    assertThat(answer.header("cache-control")).isEqualTo("private");
    assertThat(run.post(path + "stranger", "application/json", exposure()).status()).isEqualTo(401);
    assertThat(run.get("/metrics?access_token=watcher").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"'', 401", "writer, 403", "watcher, 200"})
  void metricsNeedTheirScope(String token, int status) {
    assertThat(run.get("/metrics", authorization(token)).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"/health/live", "/health/ready", "/openapi.json", "/docs"})
  void whatIsForEverybodyNeedsNoToken(String path) {
    assertThat(run.get(path).status()).isEqualTo(200);
  }

  @Test
  void aTokenDoesNotStandInAnswersOrCounters() {
    Answer refused =
        run.post("/v1/exposures", "application/json", exposure(), authorization("s3cret-stranger"));
    assertThat(refused.text()).doesNotContain("s3cret-stranger");
    assertThat(run.get("/metrics", authorization("watcher")).text())
        .doesNotContain("s3cret-stranger");
  }

  @Test
  void moreThanTheRateIsA429WithATime() {
    String two = "[" + exposure() + "," + exposure() + "]";
    assertThat(run.post("/v1/exposures", "application/json", two, authorization("slow")).status())
        .isEqualTo(202);
    Answer again = run.post("/v1/exposures", "application/json", two, authorization("slow"));
    // A second after the first the tokens are there again, and a busy machine takes its second.
    for (int more = 0; more < 20 && again.status() == 202; more++) {
      again = run.post("/v1/exposures", "application/json", two, authorization("slow"));
    }
    assertThat(again.status()).isEqualTo(429);
    assertThat(Integer.parseInt(again.header("retry-after"))).isBetween(1, 8);
  }

  @Test
  void aChangedFileIsReadAgainAndABrokenOneLeavesTheTokensInForce() throws IOException {
    String before = Files.readString(file);
    try {
      Files.writeString(file, "[" + token("newcomer", "\"write:*\"") + "," + before.substring(1));
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
      assertThat(status("newcomer")).isEqualTo(202);
      Files.writeString(file, "[{");
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(20)));
      assertThat(status("newcomer")).isEqualTo(202);
      assertThat(status("writer")).isEqualTo(202);
      assertThat(text(run.get("/health/ready"))).startsWith("ready, with the tokens as they were");
      assertThat(text(run.get("/metrics", authorization("watcher"))))
          .contains("flyball_gateway_tokens_stale 1.0");
    } finally {
      Files.writeString(file, before);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(30)));
    }
    assertThat(status("newcomer")).isEqualTo(401);
  }

  private static String text(Answer answer) {
    return new String(answer.response().body(), UTF_8);
  }

  private int status(String token) {
    return run.post("/v1/exposures", "application/json", exposure(), authorization(token)).status();
  }

  @Test
  void aPublicKeyMayNotHaveMoreThanPagesNeed() throws IOException {
    Path wrong = folder.resolve("wrong.json");
    String key = token("page", "\"write:rewards\"").replace("}", ",\"public\":true}");
    Files.writeString(wrong, "[" + key + "]");
    assertThatThrownBy(() -> Tokens.of(wrong, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a public key may have the scopes [write:exposures, write:signals]");
  }

  @Test
  void withoutTokensOnlyLoopbackIsListenedOn() {
    assertThatThrownBy(() -> GatewayRun.settings("127.0.0.1:1", "gateway.host=0.0.0.0"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("gateway.host");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "127.0.0.1:80, 200",
    "door.example, 200",
    "DOOR.example:8480, 200",
    "evil.example, 403",
    "localhost.evil.example, 403"
  })
  void anotherHostIsRefused(String host, int status) throws IOException {
    String answer =
        run.raw("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 " + status);
  }

  @Test
  void aPreflightIsAnsweredForListedOriginsAlone() {
    Answer listed = preflight(SHOP);
    assertThat(listed.status()).isEqualTo(204);
    assertThat(listed.header("access-control-allow-origin")).isEqualTo(SHOP);
    assertThat(listed.header("access-control-max-age")).isEqualTo("3600");
    assertThat(listed.header("access-control-allow-credentials")).isEmpty();
    assertThat(listed.header("vary")).isEqualTo("Origin");
    Answer other = preflight("https://evil.example");
    assertThat(other.header("access-control-allow-origin")).isEmpty();
    assertThat(other.header("access-control-allow-methods")).isEmpty();
  }

  private static Answer preflight(String origin) {
    return run.send(
        "OPTIONS",
        "/v1/beacon/exposures?k=page",
        BodyPublishers.noBody(),
        "Origin",
        origin,
        "Access-Control-Request-Method",
        "POST");
  }

  @Test
  void aBeaconIsTakenWhateverItsMediaTypeAndGivenAnId() {
    Answer answer =
        run.post(
            "/v1/beacon/exposures?k=page",
            "text/plain;charset=UTF-8",
            "{\"user\":\"" + user + "\",\"item\":\"shoe\"}",
            "Origin",
            SHOP);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
    assertThat(ReadyBroker.readAll(SharedBroker.bootstrap(), "feedback.exposures"))
        .anyMatch(
            record ->
                new String(record.key(), UTF_8).equals(user)
                    && new String(record.value(), UTF_8).contains("beacon/"));
  }

  @ParameterizedTest
  @CsvSource({"'', 401", "k=stranger, 401", "k=watcher, 403"})
  void aBeaconNeedsItsKey(String query, int status) {
    Answer answer = run.post("/v1/beacon/signals?" + query, "text/plain", "{}", "Origin", SHOP);
    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void aKeyOfOnePageIsNoGoodToAnother() {
    Answer answer =
        run.post(
            "/v1/beacon/exposures?k=page",
            "text/plain",
            exposure(),
            "Origin",
            "https://evil.example");
    assertThat(answer.status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"user\":\"USER\",\"item\":\"\"}', MISSING_FIELD, item",
    "'{\"user\":\"USER\",', MALFORMED_JSON, ''"
  })
  void whatABeaconIsRefusedForIsADeadLetter(String body, String reason, String field) {
    String sent = body.replace("USER", user);
    Answer answer = run.post("/v1/beacon/exposures?k=page", "text/plain", sent, "Origin", SHOP);
    assertThat(answer.status()).isEqualTo(204);
    ConsumerRecord<byte[], byte[]> letter =
        ReadyBroker.readAll(SharedBroker.bootstrap(), "dead-letters").stream()
            .filter(record -> new String(record.value(), UTF_8).contains(user))
            .findFirst()
            .orElseThrow();
    DeadLetterHeaders headers = DeadLetterHeaders.from(letter.headers()).orElseThrow();
    assertThat(headers.reason()).isEqualTo(reason);
    assertThat(headers.field()).isEqualTo(field);
    assertThat(headers.job()).isEqualTo("gateway");
    assertThat(headers.topic()).isEqualTo("feedback.exposures");
  }

  @Test
  void aLongBeaconIsRefused() {
    Answer answer =
        run.post("/v1/beacon/exposures?k=page", "text/plain", " ".repeat((64 << 10) + 1));
    assertThat(answer.status()).isEqualTo(413);
  }
}
