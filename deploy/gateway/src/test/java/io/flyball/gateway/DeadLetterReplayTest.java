package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.FirstArrival;
import io.flyball.connectors.topic.DeadLetterReplay;
import io.flyball.gateway.GatewayRun.Answer;
import io.flyball.local.ReadyBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters by HTTP: sent back once, by who may. */
@Timeout(120)
class DeadLetterReplayTest extends WithLetters {
  private Answer replay(String more) {
    return run.post("/v1/dead-letters/replay?job=" + job + more, null, new byte[0]);
  }

  @Test
  void aReplayIsTriedFirstThenSendsEachLetterOnce() {
    String user = "user-" + job;
    refuse(
        json("TOO_LATE", "time", "{\"user\":\"" + user + "\",\"item\":\"1\"}"),
        json("BAD_TYPE", "user", "{\"user\":\"" + user + "\",\"item\":\"2\"}"),
        letter("TOO_LATE", "time", "no.such.topic", "x".getBytes(UTF_8)));
    Answer dry = replay("&dry-run");
    assertThat(dry.status()).isEqualTo(200);
    assertThat(dry.json().get("replayed").asInt()).isEqualTo(2);
    assertThat(dry.json().get("dryRun").asBoolean()).isTrue();
    assertThat(dry.json().at("/noTopic/no.such.topic").asInt()).isEqualTo(1);
    assertThat(sent(user)).isZero();
    Answer late = replay("&reason=TOO_LATE");
    assertThat(late.status()).isEqualTo(202);
    assertThat(late.json().get("replayed").asInt()).isEqualTo(1);
    assertThat(sent(user)).isEqualTo(1);
    assertThat(replay("").json().get("replayed").asInt()).isEqualTo(1);
    assertThat(replay("").json().get("replayed").asInt()).isZero();
    assertThat(sent(user)).isEqualTo(2);
    assertThat(list("").json().at("/letters/1/replayed").asBoolean()).isTrue();
    assertThat(list("").json().at("/letters/0/replayed").asBoolean()).isFalse();
  }

  private static long sent(String user) {
    return ReadyBroker.readAll(BROKER, EXPOSURES).stream()
        .filter(record -> new String(record.value(), UTF_8).contains(user))
        .peek(
            record -> {
              assertThat(record.headers().lastHeader(DeadLetterReplay.HEADER)).isNotNull();
              // What its sender's clock is compared with stays the first arrival.
              assertThat(record.headers().lastHeader(FirstArrival.HEADER).value())
                  .asString(UTF_8)
                  .isEqualTo("1700000000000");
            })
        .count();
  }

  @Test
  void aReplayNeedsAScopeOfItsOwn(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tokens.json");
    Files.writeString(
        file, "[" + token("reader", "read") + "," + token("operator", "replay") + "]");
    try (GatewayRun guarded = GatewayRun.ready(BROKER, "gateway.tokens=" + file)) {
      String reader = "Bearer reader";
      String operator = "Bearer operator";
      String path = "/v1/dead-letters/replay?dry-run&job=" + job;
      assertThat(guarded.post(path, null, "").status()).isEqualTo(401);
      assertThat(guarded.post(path, null, "", "Authorization", reader).status()).isEqualTo(403);
      assertThat(guarded.post(path, null, "", "Authorization", operator).status()).isEqualTo(200);
      assertThat(guarded.get("/v1/dead-letters", "Authorization", operator).status())
          .isEqualTo(403);
      assertThat(guarded.get("/v1/dead-letters", "Authorization", reader).status()).isEqualTo(200);
    }
  }

  private static String token(String who, String scope) {
    String digest = HexFormat.of().formatHex(Tokens.sha256(who.getBytes(UTF_8)));
    return "{\"name\":\""
        + who
        + "\",\"sha256\":\""
        + digest
        + "\",\"scopes\":[\""
        + scope
        + "\"]}";
  }

  @Test
  void withoutABrokerItIsA503() {
    try (GatewayRun away = GatewayRun.started("127.0.0.1:1")) {
      Answer answer = away.get("/v1/dead-letters");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("retry-after")).isNotEmpty();
      assertThat(away.post("/v1/dead-letters/replay?dry-run", null, "").status()).isEqualTo(503);
      assertThat(away.get("/v1/cameras/left/picture").status()).isEqualTo(503);
    }
  }
}
