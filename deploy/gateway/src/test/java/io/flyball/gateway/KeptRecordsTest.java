package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.gateway.GatewayRun.Answer;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.Decision;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One record of a topic, as an alert names it. */
@Timeout(120)
class KeptRecordsTest {
  private static final String BROKER = SharedBroker.bootstrap();
  private static final String DECISIONS = "bandit.decisions";
  private static GatewayRun run;

  /** A policy of this test alone. */
  private final String policy = "kept-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    run = GatewayRun.ready(BROKER);
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  private void decide() {
    LiveRecords.send(
        BROKER,
        DECISIONS,
        policy,
        Decision.class,
        List.of(
            LiveRecords.decision(policy, 1, 1_700_000_000_000L, .5),
            LiveRecords.decision(policy, 2, 1_700_000_001_000L, .5)));
  }

  private Answer record(String query) {
    return run.get("/v1/records/" + DECISIONS + "?" + query);
  }

  @Test
  void neitherIdNorPlaceIsRefusedAndSoAreBoth() {
    assertThat(record("").status()).isEqualTo(400);
    assertThat(record("id=").status()).isEqualTo(400);
    assertThat(record("id=a&at=0/1").status()).isEqualTo(400);
    assertThat(record("at=1").json().get("detail").asText()).contains("PARTITION/OFFSET");
  }

  @Test
  void aTopicOfBytesOrOfNobodyIsNotShown() {
    for (String topic : List.of("bandit.snapshots", "camera.packets", "no.such.topic")) {
      Answer answer = run.get("/v1/records/" + topic + "?id=x");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.json().get("detail").asText()).contains(topic, DECISIONS);
    }
  }

  @Test
  void aRecordIsFoundByItsIdWithItsPlaceAndByThatPlace() {
    decide();
    JsonNode byId = record("id=" + policy + "%2F2").json();
    assertThat(byId.at("/record/id").asText()).isEqualTo(policy + "/2");
    assertThat(byId.at("/record/type").asText()).isEqualTo("Decision");
    ConsumerRecord<byte[], byte[]> last = LiveRecords.under(BROKER, DECISIONS, policy).get(1);
    assertThat(byId.get("partition").asInt()).isEqualTo(last.partition());
    assertThat(byId.get("offset").asLong()).isEqualTo(last.offset());
    JsonNode at = record("at=" + last.partition() + "/" + last.offset()).json();
    assertThat(at.get("record")).isEqualTo(byId.get("record"));
  }

  @Test
  void whatIsNotThereIsSaidWithHowFarWasLooked() {
    decide();
    Answer none = record("id=" + policy + "%2F3");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.json().get("detail").asText())
        .matches("none of the \\d+ newest records of bandit.decisions has the id '.*/3'.*");
    assertThat(record("at=0/99999999").status()).isEqualTo(404);
    assertThat(record("at=99/0").status()).isEqualTo(404);
  }

  @Test
  void aRecordThatCannotBeReadIsSaid() {
    ReadyBroker.send(
        BROKER,
        List.of(new ProducerRecord<>(DECISIONS, policy.getBytes(UTF_8), "{x".getBytes(UTF_8))));
    ConsumerRecord<byte[], byte[]> broken = LiveRecords.under(BROKER, DECISIONS, policy).get(0);
    JsonNode answer = record("at=" + broken.partition() + "/" + broken.offset()).json();
    assertThat(answer.get("record").isNull()).isTrue();
    assertThat(answer.get("fault").asText()).isNotEmpty();
  }
}
