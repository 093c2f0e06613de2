package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.gateway.GatewayRun.Answer;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.Reward;
import io.flyball.schemas.RewardKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That a decision was shown, and what it was worth, by its id in the path. */
@Timeout(120)
class DecisionRewardTest extends WithGateway {
  private static final RecordCodec<Reward> REWARDS = RecordCodec.of(Reward.class);

  private static final String REQUEST_LINE = "POST /v1/decisions/a%2/activate HTTP/1.1\r\n";

  /** As a path names it. */
  private final String decision = user + "%2F17";

  private List<Reward> rewards() {
    return ReadyBroker.readAll(SharedBroker.bootstrap(), "rewards").stream()
        .filter(record -> new String(record.key(), UTF_8).equals(user))
        .map(DecisionRewardTest::reward)
        .toList();
  }

  private static Reward reward(ConsumerRecord<byte[], byte[]> r) {
    var decoded = REWARDS.decode(new RawRecord("t", 0, 0, 0, r.key(), r.value(), Map.of()));
    return ((Decoded.Good<Reward>) decoded).value();
  }

  private Answer reward(String body, String... headers) {
    String path = "/v1/decisions/" + decision + "/reward?results=all";
    return run.post(path, "application/json", body, headers);
  }

  @Test
  void anEmptyRewardIsNoRecord() {
    assertThat(reward("").status()).isEqualTo(400);
    assertThat(reward("[]").status()).isEqualTo(400);
    assertThat(rewards()).isEmpty();
  }

  @Test
  void activationIsARewardWithTheIdOfTheDecision() {
    Answer answer = run.post("/v1/decisions/" + decision + "/activate?results=all", null, "");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    assertThat(answer.json().at("/results/0/id").asText()).isEqualTo(user + "/17/activate");
    Reward found = rewards().get(0);
    assertThat(found.getId()).isEqualTo(user + "/17/activate");
    assertThat(found.getDecisionId()).isEqualTo(user + "/17");
    assertThat(found.getKind()).isEqualTo(RewardKind.ACTIVATE);
    assertThat(found.getValue()).isNull();
  }

  @Test
  void aRewardLiesInTheTopicWithWhatWasShown() {
    Answer answer = reward("{\"id\":\"r1\",\"value\":0.5,\"arm\":\"a\",\"propensity\":0.25}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    Reward found = rewards().get(0);
    assertThat(found.getId()).isEqualTo("r1");
    assertThat(found.getDecisionId()).isEqualTo(user + "/17");
    assertThat(found.getValue()).isEqualTo(0.5);
    assertThat(found.getArm()).isEqualTo("a");
    assertThat(found.getPropensity()).isEqualTo(0.25);
  }

  @Test
  void aRewardWithoutIdIsNamedByTheKeyOfTheRequest() {
    assertThat(reward("{\"value\":1}").json().get("field").asText()).isEqualTo("id");
    assertThat(reward("{\"value\":1}", "Idempotency-Key", "k1").status()).isEqualTo(202);
    assertThat(rewards()).extracting(Reward::getId).containsExactly("k1/0");
  }

  @Test
  void aRewardIsCheckedAsTheJobChecksIt() {
    Answer valueless = reward("{\"id\":\"r\"}");
    assertThat(valueless.status()).isEqualTo(422);
    assertThat(valueless.json().get("reason").asText()).isEqualTo("MISSING_FIELD");
    assertThat(valueless.json().get("field").asText()).isEqualTo("value");
    Answer other = reward("{\"id\":\"r\",\"value\":1,\"decisionId\":\"news/18\"}");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.json().get("field").asText()).isEqualTo("decisionId");
    assertThat(rewards()).isEmpty();
  }

  @Test
  void aRewardIsJson() {
    String path = "/v1/decisions/" + decision + "/reward";
    assertThat(run.post(path, "application/avro", "x").status()).isEqualTo(415);
  }

  @Test
  void aBrokenPathIsRefused() throws IOException {
    String answer =
        run.raw(REQUEST_LINE + "Host: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("two hexadecimal digits");
  }
}
