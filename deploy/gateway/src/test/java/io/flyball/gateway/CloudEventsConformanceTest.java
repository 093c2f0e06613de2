package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.connectors.codec.feature.Feature;
import io.flyball.connectors.codec.feature.Feature.Scenario;
import io.flyball.connectors.codec.feature.Feature.Step;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published conformance features: requests are read as the one of the HTTP binding says, and
 * the headers of what is written are those of the Kafka binding's binary mode.
 */
class CloudEventsConformanceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private HttpEvent event;
  private int checked;

  static List<Scenario> requests() throws IOException {
    return Feature.read("http-protocol-binding").scenarios();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void aRequestIsReadAsTheFeatureSays(Scenario scenario) throws Exception {
    String request = "";
    for (Step step : scenario.steps()) {
      switch (step.words()) {
        case "HTTP Protocol Binding is supported" -> {}
        case "an HTTP request" -> request = step.text();
        case "parsed as HTTP request" -> event = parsed(request);
        case "the attributes are:" -> {
          assertThat(event.attributes()).isEqualTo(step.table());
          checked++;
        }
        case "the data is equal to the following JSON:" -> {
          String data =
              event.object() == null
                  ? new String(event.bytes(), UTF_8)
                  : JSON.writeValueAsString(event.object());
          assertThat(JSON.readTree(data)).isEqualTo(JSON.readTree(step.text()));
          checked++;
        }
        default -> throw new IllegalStateException("no such step: " + step.words());
      }
    }
    assertThat(checked).isEqualTo(2);
  }

  private static HttpEvent parsed(String request) throws ProblemException {
    int end = request.indexOf("\n\n");
    String[] head = request.substring(0, end).split("\n");
    assertThat(head[0]).matches("POST \\S+ HTTP/1.1");
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < head.length; i++) {
      int colon = head[i].indexOf(':');
      headers.put(
          head[i].substring(0, colon).toLowerCase(Locale.ROOT),
          head[i].substring(colon + 1).strip());
    }
    byte[] body = request.substring(end + 2).getBytes(UTF_8);
    String type = Bodies.mediaType(headers.get("content-type"));
    return new Bodies(1).parse(type, headers, body).get(0).event();
  }

  static List<Scenario> messages() throws IOException {
    return Feature.read("kafka-protocol-binding").scenarios();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void anEventIsWrittenWithTheHeadersOfTheBinaryMode(Scenario scenario) {
    for (Step step : scenario.steps()) {
      if (step.words().equals("the attributes are:")) {
        event = new HttpEvent(step.table(), null, new byte[0]);
      }
    }
    // The content type is that of what is written, which the topic's records have in common.
    assertThat(event.kafkaHeaders())
        .isEqualTo(
            Map.of(
                "ce_specversion", "1.0",
                "ce_id", "1234-1234-1234",
                "ce_type", "com.example.someevent",
                "ce_source", "/mycontext/subcontext",
                "ce_time", "2018-04-05T03:56:24Z"));
  }
}
