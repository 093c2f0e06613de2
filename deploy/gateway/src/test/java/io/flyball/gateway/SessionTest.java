package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.gateway.GatewayRun.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser shows its token as a cookie, and other sites cannot use it. */
class SessionTest {
  private static final String EXPOSURE = "{\"id\":\"e\",\"user\":\"u\",\"item\":\"i\"}";
  @TempDir private static Path folder;
  private static GatewayRun run;

  @BeforeAll
  static void start() throws IOException {
    Path tokens = folder.resolve("tokens.json");
    String digest = HexFormat.of().formatHex(Tokens.sha256("s3cret".getBytes(UTF_8)));
    Files.writeString(
        tokens,
        "[{\"name\":\"wall\",\"sha256\":\""
            + digest
            + "\",\"scopes\":[\"read\",\"metrics\",\"write:exposures\"]}]");
    run = GatewayRun.ready(SharedBroker.bootstrap(), "gateway.tokens=" + tokens);
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  private static Answer begin(String token) {
    return run.send(
        "POST", "/v1/session", BodyPublishers.noBody(), "Authorization", "Bearer " + token);
  }

  private static String cookie() {
    String set = begin("s3cret").header("set-cookie");
    return set.substring(0, set.indexOf(';'));
  }

  @Test
  void theCookieIsReadByNoScriptAndSentByNoOtherSite() {
    Answer begun = begin("s3cret");
    assertThat(begun.status()).isEqualTo(204);
    assertThat(begun.header("set-cookie"))
        .contains("; HttpOnly", "; SameSite=Strict", "; Path=/")
        .doesNotContain("Secure");
    assertThat(begin("wrong").status()).isEqualTo(401);
    assertThat(begin("wrong").header("set-cookie")).isEmpty();
  }

  @Test
  void theSessionSaysWhoAsksAndWhatTheyMay() {
    Answer answer = run.get("/v1/session", "Cookie", cookie());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("name").asText()).isEqualTo("wall");
    assertThat(answer.json().get("scopes")).hasSize(3);
    assertThat(run.get("/v1/session").status()).isEqualTo(401);
    assertThat(run.get("/metrics", "Cookie", cookie()).status()).isEqualTo(200);
  }

  @Test
  void whatChangesSomethingNeedsAHeaderThatNoFormSends() {
    Answer forged = run.post("/v1/exposures", "application/json", EXPOSURE, "Cookie", cookie());
    assertThat(forged.status()).isEqualTo(403);
    assertThat(forged.json().get("detail").asText()).contains("Flyball-Request");
    Answer meant =
        run.post(
            "/v1/exposures",
            "application/json",
            EXPOSURE,
            "Cookie",
            cookie(),
            "Flyball-Request",
            "console");
    assertThat(meant.status()).isEqualTo(202);
  }

  @Test
  void theEndOfASessionTakesTheCookieBack() {
    Answer ended = run.send("DELETE", "/v1/session", BodyPublishers.noBody());
    assertThat(ended.status()).isEqualTo(204);
    assertThat(ended.header("set-cookie")).contains("flyball-session=;", "Max-Age=0");
  }

  @Test
  void withoutAFileOfTokensEverybodyHereIsLocal() {
    try (GatewayRun open = GatewayRun.started(SharedBroker.bootstrap())) {
      assertThat(open.get("/v1/session").json().get("name").asText()).isEqualTo("local");
    }
  }
}
