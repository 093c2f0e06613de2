package io.flyball.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.schemas.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A gateway whose live stream tests read. */
abstract class WithLive {
  static final ObjectMapper JSON = new ObjectMapper();

  static final long NOON = 1_700_000_000_000L;

  static final String BROKER = SharedBroker.bootstrap();

  static GatewayRun run;

  final String name = "live-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    run = GatewayRun.ready(BROKER);
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  void decide(int from, int to, long time) {
    List<Decision> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      all.add(LiveRecords.decision(name, i, time + 7L * i, .2 + .001 * (i % 500)));
    }
    LiveRecords.send(BROKER, "bandit.decisions", name, Decision.class, all);
  }

  List<JsonNode> decisions(SseReader reader) {
    return reader.newest("decisions", "policy", name);
  }

  static long sum(List<JsonNode> points, String field) {
    return points.stream().mapToLong(point -> point.path(field).asLong()).sum();
  }

  static JsonNode topic(JsonNode overview, String name) {
    for (JsonNode topic : overview.at("/topics/list")) {
      if (topic.get("topic").asText().equals(name)) {
        return topic;
      }
    }
    throw new AssertionError("no topic " + name + " in " + overview);
  }
}
