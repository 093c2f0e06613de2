package io.flyball.connectors.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.feature.Feature;
import io.flyball.connectors.codec.feature.Feature.Scenario;
import io.flyball.connectors.codec.feature.Feature.Step;
import io.flyball.core.record.EventIdentity;
import io.flyball.schemas.Exposure;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published conformance feature of the Kafka protocol binding. A reader of records takes the
 * attributes that a record may lack, id, source and time, and the type's last part where the event
 * is structured; it does not look at the others.
 */
class CloudEventsConformanceTest {
  private static final String FEATURE = "kafka-protocol-binding";

  /** A message as a scenario gives it, and what was made of it. */
  private static final class Message {
    private byte[] payload;
    private final Map<String, byte[]> headers = new HashMap<>();
    private Map<String, byte[]> attributes;
    private String type;
    private Map<String, Object> data;
    private int checked;

    void parse() throws RefusalException {
      Map<String, Object> object = new JsonTree().parse(payload);
      if (CloudEvent.is(object)) {
        CloudEvent event = CloudEvent.of(object);
        attributes = event.headers();
        type = event.type();
        data = new HashMap<>(event.data());
        data.remove(JsonRecords.TYPE);
      } else {
        attributes = headers;
        data = object;
      }
    }

    void step(Step step) throws RefusalException {
      switch (step.words()) {
        case "Kafka Protocol Binding is supported" -> {}
        case "a Kafka message with payload:" -> payload = step.text().getBytes(UTF_8);
        case "Kafka headers:" ->
            step.table().forEach((name, value) -> headers.put(name, value.getBytes(UTF_8)));
        case "parsed as Kafka message" -> parse();
        case "the attributes are:" -> attributes(step.table());
        case "the data is equal to the following JSON:" -> {
          assertThat(data).isEqualTo(new JsonTree().parse(step.text().getBytes(UTF_8)));
          checked++;
        }
        default -> throw new IllegalStateException("no such step: " + step.words());
      }
    }

    private void attributes(Map<String, String> expected) throws RefusalException {
      Exposure exposure = Exposure.newBuilder(Fixtures.exposure()).setId("").build();
      exposure.setTime(Instant.EPOCH);
      new CloudEvents(Exposure.SCHEMA$, new StrictUtf8()).fill(exposure, attributes, 0);
      assertThat(exposure.getId())
          .isEqualTo(EventIdentity.of(expected.get("source"), expected.get("id")));
      assertThat(exposure.getTime()).isEqualTo(Instant.parse(expected.get("time")));
      if (type != null) {
        assertThat(expected.get("type")).endsWith("." + type);
      }
      checked++;
    }
  }

  static List<Scenario> scenarios() throws IOException {
    return Feature.read(FEATURE).scenarios();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void aMessageIsReadAsTheFeatureSays(Scenario scenario) throws RefusalException {
    Message message = new Message();
    for (Step step : scenario.steps()) {
      message.step(step);
    }
    assertThat(message.checked).isEqualTo(2);
  }

  @Test
  void everyScenarioOfTheFeaturesIsRead() throws IOException {
    assertThat(scenarios())
        .extracting(Scenario::name)
        .containsExactly(
            "Binary content mode",
            "Structured content mode (application/cloudevents+json)",
            "Structured content mode (application/cloudevents+json; charset=utf-8)");
    assertThat(Feature.read("http-protocol-binding").scenarios()).hasSize(4);
  }
}
