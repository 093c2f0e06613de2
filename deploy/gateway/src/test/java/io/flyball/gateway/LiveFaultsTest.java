package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.local.DataDir;
import io.flyball.local.kafka.EmbeddedKafka;
import io.flyball.schemas.Alert;
import io.flyball.tools.kafka.Broker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Slow readers, too many, those without a right; brokers that go; a gateway that stops. */
@Timeout(300)
class LiveFaultsTest {
  private static final String BROKER = SharedBroker.bootstrap();

  private final String name = "faults-" + UUID.randomUUID();

  private static String metrics(GatewayRun run) {
    return run.get("/metrics").text();
  }

  private static List<String> ids(SseReader reader, String prefix) {
    List<String> ids = new ArrayList<>();
    for (JsonNode point : reader.points("alerts")) {
      String id = point.at("/record/id").asText();
      if (id.startsWith(prefix)) {
        ids.add(id);
      }
    }
    return ids;
  }

  private void raise(String bootstrap, int from, int to, String summary) {
    List<Alert> alerts = new ArrayList<>();
    for (int i = from; i < to; i++) {
      alerts.add(LiveRecords.alert(name + "/" + i, summary));
    }
    LiveRecords.send(bootstrap, "alerts", name, Alert.class, alerts);
  }

  @Test
  void aReaderThatTakesNothingIsClosedAndOthersAreServed() throws IOException {
    try (GatewayRun run = GatewayRun.ready(BROKER, "gateway.live.stalled-after=1 s");
        Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), run.port()));
      String request = "GET /v1/live?channels=alerts HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      GatewayRun.await("connected", () -> metrics(run).contains("flyball_gateway_sse_clients 1.0"));
      try (SseReader other = SseReader.of(run, "alerts")) {
        raise(BROKER, 0, 120, "x".repeat(100_000));
        GatewayRun.await(
            "closed", () -> metrics(run).contains("flyball_gateway_sse_stalled_total 1.0"));
        other.await("the other has the newest", r -> ids(r, name).contains(name + "/119"));
        GatewayRun.await(
            "one is left", () -> metrics(run).contains("flyball_gateway_sse_clients 1.0"));
      }
      GatewayRun.await("none", () -> metrics(run).contains("flyball_gateway_sse_clients 0.0"));
    }
  }

  @Test
  void aKilledBrokerIsToldAndAfterItsReturnNothingIsMissingOrRepeated() {
    try (DataDir data = DataDir.temporary()) {
      EmbeddedKafka first = EmbeddedKafka.start(data, OptionalInt.empty());
      int port = first.port();
      SharedBroker.createTopics(Broker.started(first.bootstrap()));
      try (GatewayRun run = GatewayRun.ready(first.bootstrap());
          SseReader reader = SseReader.of(run, "alerts,overview")) {
        raise(first.bootstrap(), 0, 10, "before");
        reader.await("ten", r -> ids(r, name).size() == 10);
        first.kill();
        reader.await("told", r -> r.state("alerts").equals("unavailable"));
        reader.await(
            "told of topics",
            r ->
                r.points("overview").stream()
                    .anyMatch(p -> p.at("/topics/state").asText().equals("unavailable")));
        try (EmbeddedKafka second = EmbeddedKafka.start(data, OptionalInt.of(port))) {
          raise(second.bootstrap(), 10, 20, "after");
          reader.await("twenty", r -> ids(r, name).size() >= 20);
          assertThat(ids(reader, name)).doesNotHaveDuplicates().hasSize(20);
          reader.await("live", r -> r.state("alerts").equals("live"));
        }
      }
    }
  }

  @Test
  void withoutABrokerAReaderIsToldSoAndWaits() {
    try (GatewayRun run = GatewayRun.started("127.0.0.1:1");
        SseReader reader = SseReader.of(run, "decisions")) {
      reader.await("told", r -> r.state("decisions").equals("unavailable"));
      reader.await("alive", r -> !r.messages("heartbeat").isEmpty());
      assertThat(reader.isEnded()).isFalse();
    }
  }

  @Test
  void aMissingTopicIsNamed() {
    try (GatewayRun run = GatewayRun.ready(BROKER, "bias.windows-topic=no-such-topic");
        SseReader reader = SseReader.of(run, "windows")) {
      reader.await("told", r -> r.state("windows").equals("unavailable"));
      assertThat(reader.messages("status").toString()).contains("has no topic 'no-such-topic'");
    }
  }

  @Test
  void moreReadersThanAllowedAreTurnedAwayUntilOneGoes() {
    try (GatewayRun run = GatewayRun.ready(BROKER, "gateway.live.readers=1")) {
      try (SseReader reader = SseReader.of(run, "alerts")) {
        assertThat(reader.status()).isEqualTo(200);
        var second = run.get("/v1/live?channels=alerts");
        assertThat(second.status()).isEqualTo(503);
        assertThat(second.text()).contains("gateway.live.readers");
        assertThat(second.header("retry-after")).isNotEmpty();
      }
      GatewayRun.await("free", () -> metrics(run).contains("flyball_gateway_sse_clients 0.0"));
      try (SseReader reader = SseReader.of(run, "alerts")) {
        assertThat(reader.status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aStoppingGatewayTellsItsReadersAndEndsTheirStreams() {
    GatewayRun run = GatewayRun.ready(BROKER, "gateway.drain=2 s");
    try (SseReader reader = SseReader.of(run, "alerts")) {
      reader.await("live", r -> r.state("alerts").equals("live"));
      run.close();
      assertThat(reader.messages("draining")).hasSize(1);
      reader.await("ended", SseReader::isEnded);
    }
  }

  private static String token(String who, String scopes) {
    String digest = HexFormat.of().formatHex(Tokens.sha256(who.getBytes(UTF_8)));
    return "{\"name\":\"" + who + "\",\"sha256\":\"" + digest + "\",\"scopes\":[" + scopes + "]}";
  }

  @Test
  void theScopeReadIsNeededAndATokenThatIsTakenBackEndsTheStream(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("tokens.json");
    String writer = token("writer", "\"write:*\", \"metrics\"");
    Files.writeString(file, "[" + writer + "," + token("reader", "\"read\"") + "]");
    try (GatewayRun run = GatewayRun.ready(BROKER, "gateway.tokens=" + file)) {
      String path = "/v1/live?channels=alerts";
      assertThat(run.get(path).status()).isEqualTo(401);
      assertThat(run.get(path, "Authorization", "Bearer writer").status()).isEqualTo(403);
      try (SseReader reader = SseReader.of(run, "alerts", "Authorization", "Bearer reader")) {
        assertThat(reader.status()).isEqualTo(200);
        Files.writeString(file, "[" + writer + "]");
        Files.setLastModifiedTime(
            file, java.nio.file.attribute.FileTime.from(java.time.Instant.now().plusSeconds(9)));
        reader.await("ended", SseReader::isEnded);
        assertThat(reader.messages("denied").toString()).contains("token is not known");
      }
    }
  }
}
