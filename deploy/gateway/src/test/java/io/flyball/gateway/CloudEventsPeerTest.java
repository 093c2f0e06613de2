package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import io.flyball.core.record.EventIdentity;
import io.flyball.gateway.GatewayRun.Answer;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Java SDK of CloudEvents sends, and reads what lies in the topic. */
@Timeout(120)
class CloudEventsPeerTest extends WithGateway {
  private CloudEvent event() {
    return CloudEventBuilder.v1()
        .withId("peer-1")
        .withSource(URI.create("/shop?a=b#c"))
        .withType("io.flyball.Exposure")
        .withTime(OffsetDateTime.parse("2026-01-02T03:04:05.678+01:00"))
        .withSubject("shoes, men")
        .withExtension("sequence", 7)
        .withExtension("sampled", true)
        .withData(
            "application/json", ("{\"user\":\"" + user + "\",\"item\":\"shoe\"}").getBytes(UTF_8))
        .build();
  }

  private Answer send(CloudEvent event) {
    List<String> headers = new ArrayList<>();
    String[] type = {null};
    byte[][] body = {new byte[0]};
    HttpMessageFactory.createWriter(
            (name, value) -> {
              if (name.equalsIgnoreCase("content-type")) {
                type[0] = value;
              } else {
                headers.addAll(List.of(name, value));
              }
            },
            bytes -> body[0] = bytes)
        .writeBinary(event);
    return run.post("/v1/events", type[0], body[0], headers.toArray(String[]::new));
  }

  @Test
  void whatTheSdkSendsItFindsInTheTopicAgain() {
    Answer answer = send(event());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    ConsumerRecord<byte[], byte[]> record = written().get(0);
    assertThat(decode(record).getId())
        .isEqualTo(EventIdentity.of(event().getSource().toString(), "peer-1"));
    assertThat(decode(record).getTime()).isEqualTo(event().getTime().toInstant());
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(h -> headers.put(h.key().replace('_', '-'), new String(h.value(), UTF_8)));
    CloudEvent found = HttpMessageFactory.createReader(headers, record.value()).toEvent();
    for (String name : event().getAttributeNames()) {
      if (!name.equals("datacontenttype")) {
        assertThat(found.getAttribute(name)).as(name).isEqualTo(event().getAttribute(name));
      }
    }
    assertThat(found.getDataContentType()).isEqualTo("application/avro");
    assertThat(found.getExtension("sequence")).hasToString("7");
    assertThat(found.getExtension("sampled")).hasToString("true");
  }
}
