package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.Alert;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the live stream says is what the topics hold. */
@Timeout(120)
class LiveTest extends WithLive {
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

  /** Whether the alerts were told to begin anew; other channels have their own beginning. */
  private static boolean begunAnew(SseReader reader) {
    return reader.messages("points").stream()
        .map(SseReader.Message::data)
        .filter(data -> data.get("channel").asText().equals("alerts"))
        .findFirst()
        .orElseThrow()
        .get("reset")
        .asBoolean();
  }

  @Test
  void aReaderThatComesAgainGoesOnWhereItWas() {
    String id;
    LiveRecords.send(
        BROKER, "alerts", name, Alert.class, List.of(LiveRecords.alert(name + "/1", "first")));
    try (SseReader reader = SseReader.of(run, "alerts,decisions")) {
      reader.await("first", r -> alerts(r).size() == 1);
      assertThat(begunAnew(reader)).isTrue();
      id = reader.lastId();
    }
    LiveRecords.send(
        BROKER, "alerts", name, Alert.class, List.of(LiveRecords.alert(name + "/2", "second")));
    try (SseReader reader = SseReader.of(run, "alerts,decisions", "Last-Event-ID", id)) {
      reader.await("second", r -> alerts(r).size() == 1);
      assertThat(alerts(reader).get(0).at("/record/id").asText()).isEqualTo(name + "/2");
      assertThat(begunAnew(reader)).isFalse();
    }
    try (SseReader reader =
        SseReader.of(run, "alerts", "Last-Event-ID", "alerts:otherone:7,nonsense")) {
      reader.await("from the beginning", r -> alerts(r).size() == 2);
      assertThat(begunAnew(reader)).isTrue();
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

  @Test
  void channelsAndTimesThatAreNoneAreNamed() {
    assertThat(run.get("/v1/live").text()).contains("channels is missing", "decisions");
    assertThat(run.get("/v1/live?channels=decisions,nope").status()).isEqualTo(400);
    assertThat(run.get("/v1/live?channels=nope").text()).contains("no channel 'nope'", "alerts");
    assertThat(run.get("/v1/live?channels=alerts&from=noon").text()).contains("from is a time");
  }
}
