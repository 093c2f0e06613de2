package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.Alert;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionOutcome;
import io.flyball.schemas.OutcomeStatus;
import io.flyball.schemas.RateWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the live stream says is what the topics hold. */
@Timeout(120)
class LiveTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NOON = 1_700_000_000_000L;
  private static final String BROKER = SharedBroker.bootstrap();
  private static GatewayRun run;

  private final String name = "live-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    run = GatewayRun.ready(BROKER);
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  private void decide(int from, int to, long time) {
    List<Decision> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      all.add(LiveRecords.decision(name, i, time + 7L * i, .2 + .001 * (i % 500)));
    }
    LiveRecords.send(BROKER, "bandit.decisions", name, Decision.class, all);
  }

  private List<JsonNode> decisions(SseReader reader) {
    return reader.newest("decisions", "policy", name);
  }

  private static long sum(List<JsonNode> points, String field) {
    return points.stream().mapToLong(point -> point.path(field).asLong()).sum();
  }

  @Test
  void decisionsAreSummedBySecondOfEventTimeAsTheTopicHasThem() {
    decide(0, 500, NOON);
    try (SseReader reader = SseReader.of(run, "decisions")) {
      reader.await("all counted", r -> sum(decisions(r), "count") == 500);
      Map<Long, List<Decision>> bySecond =
          LiveRecords.read(BROKER, "bandit.decisions", name, Decision.class).stream()
              .collect(
                  Collectors.groupingBy(
                      d -> d.getTime().getEpochSecond() * 1000, TreeMap::new, Collectors.toList()));
      assertThat(decisions(reader)).hasSameSizeAs(bySecond.keySet()).hasSize(4);
      for (JsonNode point : decisions(reader)) {
        List<Decision> truth = bySecond.get(point.get("t").asLong());
        assertThat(point.get("count").asInt()).isEqualTo(truth.size());
        for (String arm : List.of("a", "b")) {
          assertThat(point.at("/arms/" + arm).asLong())
              .isEqualTo(truth.stream().filter(d -> d.getArm().equals(arm)).count());
        }
        assertThat(point.at("/propensity/mean").asDouble())
            .isCloseTo(
                truth.stream().mapToDouble(Decision::getPropensity).average().orElseThrow(),
                within(1e-12));
        assertThat(point.get("shadowed").asLong())
            .isEqualTo(truth.stream().filter(d -> d.getShadowArm() != null).count());
        assertThat(point.get("agreed").asLong())
            .isEqualTo(truth.stream().filter(d -> d.getArm().equals(d.getShadowArm())).count());
        assertThat(point.get("policyVersion").asLong())
            .isEqualTo(truth.stream().mapToLong(Decision::getPolicyVersion).max().orElseThrow());
        double p = truth.get(0).getPropensities().get(0);
        assertThat(point.get("entropy").asDouble()).isBetween(0.0, Math.log(2));
        assertThat(p).isPositive();
      }
    }
  }

  @Test
  void aLateDecisionMakesThePointOfItsSecondAnew() {
    decide(0, 10, NOON);
    try (SseReader reader = SseReader.of(run, "decisions")) {
      reader.await("the first ten", r -> sum(decisions(r), "count") == 10);
      LiveRecords.send(
          BROKER,
          "bandit.decisions",
          name,
          Decision.class,
          List.of(LiveRecords.decision(name, 99, NOON + 5000, .5)));
      decide(10, 15, NOON);
      reader.await("late ones too", r -> sum(decisions(r), "count") == 16);
      assertThat(decisions(reader)).hasSize(2);
      assertThat(decisions(reader).get(0).get("count").asInt()).isEqualTo(15);
    }
  }

  @Test
  void outcomesSumRewardsAndCountCorrectionsAlone() {
    LiveRecords.send(
        BROKER,
        "bandit.outcomes",
        name,
        DecisionOutcome.class,
        List.of(
            LiveRecords.outcome(name, 1, NOON, OutcomeStatus.REWARDED, 1.0, 0),
            LiveRecords.outcome(name, 2, NOON, OutcomeStatus.REWARDED, .5, 0),
            LiveRecords.outcome(name, 3, NOON, OutcomeStatus.DEFAULTED, 0.0, 0),
            LiveRecords.outcome(name, 4, NOON, OutcomeStatus.CENSORED, null, 0),
            LiveRecords.outcome(name, 3, NOON, OutcomeStatus.REWARDED, 1.0, 1)));
    try (SseReader reader = SseReader.of(run, "outcomes")) {
      reader.await("all", r -> sum(r.newest("outcomes", "policy", name), "count") == 5);
      JsonNode point = reader.newest("outcomes", "policy", name).get(0);
      assertThat(point.get("rewarded").asInt()).isEqualTo(2);
      assertThat(point.get("defaulted").asInt()).isEqualTo(1);
      assertThat(point.get("censored").asInt()).isEqualTo(1);
      assertThat(point.get("corrections").asInt()).isEqualTo(1);
      assertThat(point.at("/reward/n").asInt()).isEqualTo(3);
      assertThat(point.at("/reward/sum").asDouble()).isEqualTo(1.5);
      assertThat(point.at("/reward/sumOfSquares").asDouble()).isEqualTo(1.25);
      assertThat(point.at("/arms/b/sum").asDouble()).isEqualTo(1.0);
    }
  }

  @Test
  void ofSeveralMeasurementsOfAStretchTheHighestRevisionIsShown() {
    LiveRecords.send(
        BROKER,
        "camera.windows",
        name,
        RateWindow.class,
        List.of(
            LiveRecords.window(name, NOON, 0, 50, 0),
            LiveRecords.window(name, NOON, 0, 500, 1),
            LiveRecords.window(name, NOON, 300_000, 2000, 0)));
    try (SseReader reader = SseReader.of(run, "windows")) {
      reader.await("all", r -> sum(r.newest("windows", "camera", name), "count") == 3);
      JsonNode point = reader.newest("windows", "camera", name).get(0);
      assertThat(point.get("windows").asInt()).isEqualTo(2);
      assertThat(point.get("inside").asInt()).isEqualTo(1);
      assertThat(point.get("above").asInt()).isEqualTo(1);
      assertThat(point.get("below").asInt()).isZero();
      assertThat(point.at("/rate/mean").asDouble()).isEqualTo(1250);
      assertThat(point.at("/rate/last").asDouble()).isEqualTo(2000);
      assertThat(point.at("/codes/REFRACTORY").asInt()).isEqualTo(20);
    }
  }

  private List<JsonNode> alerts(SseReader reader) {
    return reader.points("alerts").stream()
        .filter(point -> point.at("/record/id").asText().startsWith(name))
        .toList();
  }

  @Test
  void anAlertIsShownAsItLiesInItsTopicAndAnUnreadableRecordStopsNothing() throws Exception {
    try (SseReader reader = SseReader.of(run, "alerts")) {
      reader.await("live", r -> r.state("alerts").equals("live"));
      ReadyBroker.send(
          BROKER, List.of(new ProducerRecord<>("alerts", null, "no alert".getBytes(UTF_8))));
      LiveRecords.send(
          BROKER, "alerts", name, Alert.class, List.of(LiveRecords.alert(name, "it \"drifts\"\n")));
      reader.await("it", r -> alerts(r).size() == 1);
      JsonNode point = alerts(reader).get(0);
      var record = LiveRecords.under(BROKER, "alerts", name).get(0);
      Alert truth = LiveRecords.read(BROKER, "alerts", name, Alert.class).get(0);
      assertThat(point.get("record")).isEqualTo(JSON.readTree(JsonWriter.write(truth)));
      assertThat(point.get("topic").asText()).isEqualTo("alerts");
      assertThat(point.get("partition").asInt()).isEqualTo(record.partition());
      assertThat(point.get("offset").asLong()).isEqualTo(record.offset());
      assertThat(point.get("timestamp").asLong()).isEqualTo(record.timestamp());
      JsonNode broken =
          reader.points("alerts").stream()
              .filter(p -> p.get("offset").asLong() == record.offset() - 1)
              .findFirst()
              .orElseThrow();
      assertThat(broken.at("/unreadable/reason").asText()).isEqualTo("UNKNOWN_FORMAT");
      assertThat(broken.at("/unreadable/bytes").asInt()).isEqualTo(8);
      reader.await(
          "counted",
          r ->
              r.messages("status").stream()
                  .anyMatch(message -> message.data().get("unreadable").asLong() > 0));
    }
  }

  @Test
  void aReaderThatComesAgainGoesOnWhereItWas() {
    String id;
    LiveRecords.send(
        BROKER, "alerts", name, Alert.class, List.of(LiveRecords.alert(name + "/1", "first")));
    try (SseReader reader = SseReader.of(run, "alerts,decisions")) {
      reader.await("first", r -> alerts(r).size() == 1);
      assertThat(reader.messages("points").get(0).data().get("reset").asBoolean()).isTrue();
      id = reader.lastId();
    }
    LiveRecords.send(
        BROKER, "alerts", name, Alert.class, List.of(LiveRecords.alert(name + "/2", "second")));
    try (SseReader reader = SseReader.of(run, "alerts,decisions", "Last-Event-ID", id)) {
      reader.await("second", r -> alerts(r).size() == 1);
      assertThat(alerts(reader).get(0).at("/record/id").asText()).isEqualTo(name + "/2");
      assertThat(reader.messages("points").get(0).data().get("reset").asBoolean()).isFalse();
    }
    try (SseReader reader =
        SseReader.of(run, "alerts", "Last-Event-ID", "alerts:otherone:7,nonsense")) {
      reader.await("from the beginning", r -> alerts(r).size() == 2);
      assertThat(reader.messages("points").get(0).data().get("reset").asBoolean()).isTrue();
    }
  }

  @Test
  void whatIsOlderThanAskedForIsLeftOut() {
    decide(0, 10, NOON);
    try (SseReader all = SseReader.of(run, "decisions");
        SseReader some = SseReader.of(run, "decisions&from=" + (NOON + 1000))) {
      decide(300, 301, NOON);
      all.await("both seconds", r -> sum(decisions(r), "count") == 11);
      some.await("the second one", r -> sum(decisions(r), "count") == 1);
    }
  }

  @Test
  void theOverviewCountsTheTopicsRecordsAndTheGatewaysAnswers() {
    LiveRecords.send(
        BROKER, "camera.commands", name, Alert.class, List.of(LiveRecords.alert(name, "x")));
    long end = ReadyBroker.readAll(BROKER, "camera.commands").size();
    try (SseReader reader = SseReader.of(run, "overview,counts")) {
      reader.await(
          "topics",
          r ->
              r.points("overview").stream()
                  .anyMatch(p -> topic(p, "camera.commands").path("end").asLong() == end));
      JsonNode point = reader.points("overview").get(0);
      assertThat(topic(point, "camera.commands").get("partitions").asInt()).isEqualTo(4);
      assertThat(topic(point, "camera.commands").get("bytes").asLong()).isPositive();
      assertThat(point.at("/jobs/state").asText()).isEqualTo("off");
      assertThat(point.at("/jobs/reason").asText()).contains("gateway.flink");
      assertThat(point.at("/gateway/ready").asBoolean()).isTrue();
      assertThat(point.at("/gateway/sseClients").asInt()).isPositive();
      assertThat(point.at("/gateway/codes/200").asInt()).isPositive();
      reader.await("counts", r -> !r.points("counts").isEmpty());
      assertThat(reader.points("counts").get(0).get("state").asText()).isEqualTo("off");
    }
  }

  private static JsonNode topic(JsonNode overview, String name) {
    for (JsonNode topic : overview.at("/topics/list")) {
      if (topic.get("topic").asText().equals(name)) {
        return topic;
      }
    }
    throw new AssertionError("no topic " + name + " in " + overview);
  }

  @Test
  void channelsAndTimesThatAreNoneAreNamed() {
    assertThat(run.get("/v1/live").text()).contains("channels is missing", "decisions");
    assertThat(run.get("/v1/live?channels=decisions,nope").status()).isEqualTo(400);
    assertThat(run.get("/v1/live?channels=nope").text()).contains("no channel 'nope'", "alerts");
    assertThat(run.get("/v1/live?channels=alerts&from=noon").text()).contains("from is a time");
  }
}
