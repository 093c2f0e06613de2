package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The acting routes with no, a wrong and a right token. */
@Timeout(120)
class ActingAccessTest {
  @TempDir static Path folder;
  private static GatewayRun run;

  @BeforeAll
  static void start() throws IOException {
    Path file = folder.resolve("tokens.json");
    Files.writeString(
        file,
        "["
            + String.join(
                ",",
                token("reader", "\"read\""),
                token("news", "\"decide:news\", \"control:bandit/news\""),
                token("decider", "\"decide:*\""),
                token("operator", "\"control:*\""),
                token("rewarder", "\"write:rewards\""))
            + "]");
    run = GatewayRun.ready(SharedBroker.bootstrap(), "gateway.tokens=" + file);
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  /** A token whose text is its name. */
  private static String token(String name, String scopes) {
    String digest = HexFormat.of().formatHex(Tokens.sha256(name.getBytes(UTF_8)));
    return "{\"name\":\"" + name + "\",\"sha256\":\"" + digest + "\",\"scopes\":[" + scopes + "]}";
  }

  private static int status(String method, String path, String token, String body) {
    return run.send(
            method,
            path,
            BodyPublishers.ofString(body),
            "Authorization",
            "Bearer " + token,
            "Content-Type",
            "application/json",
            "If-Match",
            "0")
        .status();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/policies, stranger, 401",
    "/v1/policies, decider, 403",
    "/v1/policies, reader, 200",
    "/v1/policies/nobody, decider, 403",
    "/v1/policies/nobody, reader, 404",
    "/v1/control, operator, 403",
    "/v1/control, reader, 200",
    "/v1/control/bandit, operator, 403",
    "/v1/control/bandit, reader, 200"
  })
  void readingNeedsItsScope(String path, String token, int status) {
    assertThat(status("GET", path, token, "")).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "stranger, news, 401",
    "reader, news, 403",
    "news, sports, 403",
    "news, news, 200",
    "decider, sports, 200"
  })
  void decidingNeedsTheScopeOfThePolicy(String token, String policy, int status) {
    String body = "{\"id\":\"" + policy + "/" + token + "\",\"arms\":[{\"id\":\"a\"}]}";
    assertThat(status("POST", "/v1/decide", token, body)).isEqualTo(status);
  }

  @Test
  void inABatchOnlyWhatIsNotAllowedIsRefused() {
    String body =
        "[{\"id\":\"news/b\",\"arms\":[{\"id\":\"a\"}]},{\"id\":\"x/b\",\"arms\":[{\"id\":\"a\"}]}]";
    var answer =
        run.post("/v1/decide/batch", "application/json", body, "Authorization", "Bearer news");
    assertThat(answer.json().at("/0/arm").asText()).isEqualTo("a");
    assertThat(answer.json().at("/1/status").asInt()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "bandit%2Fnews?dry-run, stranger, 401",
    "bandit%2Fnews?dry-run, reader, 403",
    "bandit%2Fsports?dry-run, news, 403",
    "bandit?dry-run, news, 403",
    "bandit%2Fnews?dry-run, news, 200",
    "bandit%2Fnews/undo?dry-run, reader, 403",
    "bandit%2Fnews/undo?dry-run, news, 422",
    "bandit?dry-run, operator, 200"
  })
  void steeringNeedsTheScopeOfTheTarget(String target, String token, int status) {
    assertThat(status("POST", "/v1/control/" + target, token, "{\"parameters\":{}}"))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"stranger, 401", "decider, 403", "rewarder, 202"})
  void rewardingNeedsTheScopeOfRewards(String token, int status) {
    String id = "/v1/decisions/news%2F1/";
    assertThat(status("POST", id + "activate", token, "")).isEqualTo(status);
    assertThat(status("POST", id + "reward", token, "{\"id\":\"r\",\"value\":1}"))
        .isEqualTo(status);
  }
}
