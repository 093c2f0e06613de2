package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.gateway.GatewayRun.Answer;
import io.flyball.local.DataDir;
import io.flyball.local.ReadyBroker;
import io.flyball.local.kafka.EmbeddedKafka;
import io.flyball.tools.kafka.Broker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker that is killed, stopped, or lacks a topic. */
@Timeout(300)
class BrokerFaultsTest {
  private static final String[] SHORT = {
    "gateway.delivery-timeout=3 s", "gateway.unavailable-after=2 s"
  };

  private static String exposure(String id) {
    return "{\"id\":\"" + id + "\",\"user\":\"u\",\"item\":\"shoe\"}";
  }

  private static Answer send(GatewayRun run, String id) {
    return run.post("/v1/exposures", "application/json", exposure(id));
  }

  @Test
  void aKilledBrokerIsA503AndItsReturnIsFound() {
    try (DataDir data = DataDir.temporary()) {
      EmbeddedKafka first = EmbeddedKafka.start(data, OptionalInt.empty());
      int port = first.port();
      SharedBroker.createTopics(Broker.started(first.bootstrap()));
      try (GatewayRun run = GatewayRun.ready(first.bootstrap(), SHORT)) {
        assertThat(send(run, "before").status()).isEqualTo(202);
        first.kill();
        long killed = System.nanoTime();
        List<CompletableFuture<Answer>> inFlight = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          String id = "lost" + i;
          inFlight.add(CompletableFuture.supplyAsync(() -> send(run, id)));
        }
        for (CompletableFuture<Answer> answer : inFlight) {
          assertThat(answer.join().status()).isEqualTo(503);
          assertThat(Integer.parseInt(answer.join().header("retry-after"))).isBetween(1, 8);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - killed))
            .as("none waits for those before it")
            .isLessThan(Duration.ofSeconds(20));
        GatewayRun.await("not ready", () -> run.get("/health/ready").status() == 503);
        long begun = System.nanoTime();
        Answer at = send(run, "lost");
        assertThat(at.status()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
            .as("refused at once, without waiting for brokers")
            .isLessThan(Duration.ofSeconds(2));
        assertThat(run.get("/health/live").status()).isEqualTo(200);
        try (EmbeddedKafka second = EmbeddedKafka.start(data, OptionalInt.of(port))) {
          GatewayRun.await("ready again", () -> run.get("/health/ready").status() == 200);
          GatewayRun.await("taken again", () -> send(run, "after").status() == 202);
          assertThat(ReadyBroker.readAll(second.bootstrap(), "feedback.exposures"))
              .anyMatch(record -> new String(record.value(), UTF_8).contains("after"));
        }
      }
    }
  }

  /** What all clients of Kafka are given may let a producer try for longer. */
  @Test
  void aRequestIsAnsweredInTimeWhateverTheProducerWaitsFor() throws Exception {
    try (DataDir data = DataDir.temporary();
        EmbeddedKafka kafka = EmbeddedKafka.start(data, OptionalInt.empty())) {
      SharedBroker.createTopics(Broker.started(kafka.bootstrap()));
      String[] patient = {SHORT[0], SHORT[1], "kafka.properties.delivery.timeout.ms=600000"};
      try (GatewayRun run = GatewayRun.ready(kafka.bootstrap(), patient)) {
        signal(kafka, "STOP");
        try {
          Answer answer = send(run, "patient");
          assertThat(answer.status()).isEqualTo(503);
          assertThat(answer.text()).contains("no broker answered in time");
        } finally {
          signal(kafka, "CONT");
        }
      }
    }
  }

  @Test
  void aStoppedBrokerHoldsNoMemoryAndNothingAnsweredIsLost() throws Exception {
    try (DataDir data = DataDir.temporary();
        EmbeddedKafka kafka = EmbeddedKafka.start(data, OptionalInt.empty())) {
      SharedBroker.createTopics(Broker.started(kafka.bootstrap()));
      try (GatewayRun run =
          GatewayRun.ready(
              kafka.bootstrap(),
              "gateway.delivery-timeout=5 s",
              "gateway.unavailable-after=4 s",
              "gateway.max-body-bytes=65536",
              "gateway.max-record-bytes=65536",
              "gateway.max-in-flight-bytes=262144")) {
        signal(kafka, "STOP");
        try {
          List<CompletableFuture<Answer>> answers = new ArrayList<>();
          for (int i = 0; i < 20; i++) {
            String body = exposure("s" + i) + " ".repeat(60_000);
            answers.add(
                CompletableFuture.supplyAsync(
                    () -> run.post("/v1/exposures", "application/json", body)));
          }
          for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i).join();
            assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
          }
          assertThat(answers)
              .as("more bytes than may be in flight are refused before they are read")
              .anyMatch(answer -> answer.join().text().contains("too many bytes wait"));
          GatewayRun.await(
              "all bytes released",
              () -> run.get("/metrics").text().contains("flyball_gateway_in_flight_bytes 0.0"));
        } finally {
          signal(kafka, "CONT");
        }
        GatewayRun.await("ready again", () -> run.gateway().obstacle().isEmpty());
        GatewayRun.await("taken again", () -> send(run, "again").status() == 202);
        assertThat(ReadyBroker.readAll(kafka.bootstrap(), "feedback.exposures"))
            .anyMatch(record -> new String(record.value(), UTF_8).contains("again"));
      }
    }
  }

  private static void signal(EmbeddedKafka kafka, String name)
      throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-" + name, Long.toString(kafka.pid())).start().waitFor();
    assertThat(code).isZero();
  }

  @Test
  void aMissingTopicIsNamedAndOthersAreServed() {
    try (GatewayRun run =
        GatewayRun.started(SharedBroker.bootstrap(), "feedback.signals-topic=no-such-topic")) {
      GatewayRun.await(
          "named", () -> run.get("/health/ready").text().contains("has no topic 'no-such-topic'"));
      GatewayRun.await("others are served", () -> send(run, "e").status() == 202);
      Answer answer =
          run.post(
              "/v1/signals",
              "application/json",
              "{\"id\":\"s\",\"user\":\"u\",\"kind\":\"CLICK\",\"item\":\"i\"}");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).contains("./flyball topics create");
    }
  }

  @Test
  void withoutABrokerItLivesAndIsNotReady() {
    try (GatewayRun run = GatewayRun.started("127.0.0.1:1", SHORT)) {
      assertThat(run.get("/health/live").status()).isEqualTo(200);
      assertThat(run.get("/health/ready").status()).isEqualTo(503);
      assertThat(send(run, "x").status()).isEqualTo(503);
    }
  }

  @Test
  void aStoppingGatewayIsNotReadyFirstAndAnswersWhatRuns() {
    GatewayRun run =
        GatewayRun.ready(SharedBroker.bootstrap(), "gateway.drain=2 s", "gateway.flush=10 s");
    CompletableFuture<Void> closing = CompletableFuture.runAsync(run::close);
    GatewayRun.await("not ready", () -> run.get("/health/ready").status() == 503);
    assertThat(send(run, "drained").status()).as("still served").isEqualTo(202);
    closing.join();
    assertThat(ReadyBroker.readAll(SharedBroker.bootstrap(), "feedback.exposures"))
        .anyMatch(record -> new String(record.value(), UTF_8).contains("drained"));
  }
}
