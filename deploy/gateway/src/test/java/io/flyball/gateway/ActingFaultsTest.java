package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.gateway.GatewayRun.Answer;
import io.flyball.local.DataDir;
import io.flyball.local.ReadyBroker;
import io.flyball.local.kafka.EmbeddedKafka;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.Topics;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Decisions and control where a broker is killed, a topic lacks, or a gateway ends. */
@Timeout(300)
class ActingFaultsTest {
  private static final String UPDATE = "{\"parameters\":{\"mode\":\"frozen\"}}";
  private final String policy = "policy-" + UUID.randomUUID();
  private final String target = "/v1/control/bandit%2F" + policy;

  private Answer decide(GatewayRun run, String rest) {
    String body =
        "{\"id\":\"" + policy + "/" + rest + "\",\"arms\":[{\"id\":\"a\"},{\"id\":\"b\"}]}";
    return run.post(
        "/v1/decide",
        "application/json",
        body,
        "Flyball-Via",
        "snapshot",
        "Flyball-Deadline-Ms",
        "30000");
  }

  @Test
  void aKilledBrokerIsA503AndWhatWasKnownIsKept() {
    try (DataDir data = DataDir.temporary()) {
      EmbeddedKafka first = EmbeddedKafka.start(data, OptionalInt.empty());
      int port = first.port();
      SharedBroker.createTopics(Broker.started(first.bootstrap()));
      try (GatewayRun run =
          GatewayRun.ready(
              first.bootstrap(), "gateway.delivery-timeout=3 s", "gateway.unavailable-after=2 s")) {
        assertThat(decide(run, "before").json().get("logged").asText()).isEqualTo("acked");
        assertThat(run.post(target, "application/json", UPDATE, "If-Match", "0").status())
            .isEqualTo(201);
        first.kill();
        Answer lost = decide(run, "lost");
        assertThat(lost.status()).as(lost.toString()).isEqualTo(503);
        assertThat(lost.json().get("detail").asText()).contains("not logged");
        assertThat(lost.header("retry-after")).isNotEmpty();
        GatewayRun.await("not ready", () -> run.get("/health/ready").status() == 503);
        assertThat(decide(run, "lost").status()).as("at once").isEqualTo(503);
        assertThat(run.get(target).json().get("version").asInt())
            .as("what is in force is still told")
            .isEqualTo(1);
        assertThat(run.post(target, "application/json", UPDATE, "If-Match", "1").status())
            .isEqualTo(503);
        try (EmbeddedKafka second = EmbeddedKafka.start(data, OptionalInt.of(port))) {
          GatewayRun.await("ready again", () -> run.get("/health/ready").status() == 200);
          GatewayRun.await("decided again", () -> decide(run, "lost").status() == 200);
          GatewayRun.await(
              "steered again",
              () ->
                  run.post(target, "application/json", UPDATE, "If-Match", "1").status() == 201
                      || run.get(target).json().get("version").asInt() == 2);
          assertThat(ReadyBroker.readAll(second.bootstrap(), "bandit.requests"))
              .filteredOn(r -> new String(r.value(), UTF_8).contains(policy + "/lost"))
              .hasSize(1);
        }
      }
    }
  }

  @Test
  void aGatewayThatLacksItsTopicsSaysWhichOne() {
    try (ReadyBroker broker = new ReadyBroker()) {
      Topics.create(
          broker.broker(),
          TopicCatalogue.load().topics().stream()
              .filter(topic -> !topic.name().equals("bandit.snapshots"))
              .toList());
      try (GatewayRun run = GatewayRun.started(broker.bootstrap())) {
        GatewayRun.await(
            "told", () -> run.get("/health/ready").text().contains("no topic 'bandit.snapshots'"));
        assertThat(run.get("/v1/policies").status()).isEqualTo(503);
        SharedBroker.createTopics(broker.broker());
        GatewayRun.await("ready", () -> run.get("/health/ready").status() == 200);
        assertThat(run.get("/v1/policies").json().get("policies")).isEmpty();
      }
    }
  }

  @Test
  void anotherGatewayAnswersTheSameIdAlikeFromTheSameSnapshot() {
    Snapshots.publish(Snapshots.of(policy).build());
    Answer first;
    try (GatewayRun run = GatewayRun.ready(SharedBroker.bootstrap())) {
      first = decide(run, "1");
      assertThat(first.json().get("source").asText()).isEqualTo("snapshot");
    }
    try (GatewayRun next = GatewayRun.ready(SharedBroker.bootstrap())) {
      Answer second = decide(next, "1");
      assertThat(second.json().get("arm")).isEqualTo(first.json().get("arm"));
      assertThat(second.json().get("propensities")).isEqualTo(first.json().get("propensities"));
    }
  }
}
