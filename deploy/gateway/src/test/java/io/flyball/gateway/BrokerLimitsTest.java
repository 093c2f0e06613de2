package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.gateway.GatewayRun.Answer;
import io.flyball.local.DataDir;
import io.flyball.local.ReadyBroker;
import io.flyball.local.kafka.EmbeddedKafka;
import io.flyball.tools.kafka.Broker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker that takes little of one client, and one that refuses a topic to it. */
@Timeout(300)
class BrokerLimitsTest {
  private static final DataDir DATA = DataDir.temporary();
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() {
    kafka =
        EmbeddedKafka.start(
            DATA,
            OptionalInt.empty(),
            settings -> {
              settings.setProperty(
                  "authorizer.class.name",
                  "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
              settings.setProperty("allow.everyone.if.no.acl.found", "true");
              settings.setProperty("super.users", "User:nobody");
            });
    SharedBroker.createTopics(Broker.started(kafka.bootstrap()));
  }

  @AfterAll
  static void stop() {
    kafka.close();
    DATA.close();
  }

  private static String exposure(String id, int length) {
    return "{\"id\":\"" + id + "\",\"user\":\"u\",\"item\":\"" + "i".repeat(length) + "\"}";
  }

  private static Answer send(GatewayRun run, String body) {
    return run.post("/v1/exposures", "application/json", body);
  }

  /** 5 kB/s by the broker's own quota: after the first request the client has to wait. */
  @Test
  void aSlowBrokerIsA503BeforeTheBodyIsReadAndWhatIsAnsweredLiesInTheTopic() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
      admin
          .alterClientQuotas(
              List.of(
                  new ClientQuotaAlteration(
                      new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, "slow")),
                      List.of(new ClientQuotaAlteration.Op("producer_byte_rate", 5_000.0)))))
          .all()
          .get();
    }
    ExecutorService senders = Executors.newFixedThreadPool(16);
    try (GatewayRun run =
        GatewayRun.ready(
            kafka.bootstrap(),
            "kafka.properties.client.id=slow",
            "gateway.delivery-timeout=8 s",
            "gateway.unavailable-after=8 s",
            "gateway.max-body-bytes=65536",
            "gateway.max-record-bytes=65536",
            "gateway.max-in-flight-bytes=262144")) {
      List<CompletableFuture<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 48; i++) {
        String body = exposure("s" + i, 250) + " ".repeat(60_000 - i);
        answers.add(CompletableFuture.supplyAsync(() -> send(run, body), senders));
      }
      List<Integer> statuses = answers.stream().map(answer -> answer.join().status()).toList();
      assertThat(statuses).as("slow, not away").containsOnly(202, 503);
      assertThat(answers)
          .as("more bytes than may be in flight are refused before they are read")
          .anyMatch(answer -> answer.join().text().contains("too many bytes wait"));
      GatewayRun.await(
          "all bytes released",
          () -> run.get("/metrics").text().contains("flyball_gateway_in_flight_bytes 0.0"));
      Set<String> written =
          ReadyBroker.readAll(kafka.bootstrap(), "feedback.exposures").stream()
              .map(record -> WithGateway.decode(record).getId())
              .collect(Collectors.toSet());
      for (int i = 0; i < answers.size(); i++) {
        if (statuses.get(i) == 202) {
          assertThat(written).contains("s" + i);
        }
      }
    } finally {
      senders.shutdownNow();
    }
  }

  @Test
  void aTopicWithoutRightIsNamedAndTheOthersAreServed() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
      admin
          .createAcls(
              List.of(
                  new AclBinding(
                      new ResourcePattern(
                          ResourceType.TOPIC, "feedback.signals", PatternType.LITERAL),
                      new AccessControlEntry(
                          "User:ANONYMOUS", "*", AclOperation.WRITE, AclPermissionType.DENY)),
                  new AclBinding(
                      new ResourcePattern(
                          ResourceType.TOPIC, "feedback.signals", PatternType.LITERAL),
                      new AccessControlEntry(
                          "User:ANONYMOUS", "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW))))
          .all()
          .get();
    }
    try (GatewayRun run = GatewayRun.started(kafka.bootstrap())) {
      GatewayRun.await("others are served", () -> send(run, exposure("e", 5)).status() == 202);
      String signal = "{\"id\":\"s\",\"user\":\"u\",\"kind\":\"CLICK\",\"item\":\"i\"}";
      // The topics are looked at one after the other.
      GatewayRun.await(
          "the topic was looked at",
          () ->
              !run.post("/v1/signals", "application/json", signal)
                  .text()
                  .contains("is not known yet"));
      Answer answer = run.post("/v1/signals", "application/json", signal);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
      assertThat(new String(answer.response().body(), UTF_8))
          .contains("refused", "docs/how-to/secure-kafka.md");
    }
  }
}
