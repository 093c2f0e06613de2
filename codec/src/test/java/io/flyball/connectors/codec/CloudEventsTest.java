package io.flyball.connectors.codec;

import static io.flyball.connectors.codec.Fixtures.good;
import static io.flyball.connectors.codec.Fixtures.json;
import static io.flyball.connectors.codec.Fixtures.raw;
import static io.flyball.connectors.codec.Fixtures.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.schemas.Exposure;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {
  private static final byte[] BARE = json("{\"user\":\"u\",\"item\":\"i\"}");

  private final RecordCodec<Exposure> codec = RecordCodec.of(Exposure.class);

  @Test
  void headersFillWhatTheRecordLacks() {
    var headers = Map.of("ce_id", json("ü-1"), "ce_time", json("2023-11-14T12:00:00.250999Z"));
    Exposure fromJson = good(codec.decode(raw(BARE, headers)));
    assertThat(fromJson.getId()).isEqualTo("ü-1");
    assertThat(fromJson.getTime()).isEqualTo(Fixtures.NOON);
    byte[] avro = codec.encode(good(codec.decode(raw(BARE))));
    assertThat(good(codec.decode(raw(avro, headers)))).isEqualTo(fromJson);
  }

  @Test
  void recordsOwnIdAndTimeWinAndBrokenHeadersThenDoNotMatter() {
    var headers = Map.of("ce_id", new byte[] {-1}, "ce_time", json("soon"));
    assertThat(good(codec.decode(raw(codec.encode(Fixtures.exposure()), headers))))
        .isEqualTo(Fixtures.exposure());
  }

  @ParameterizedTest
  @CsvSource({
    "soon, BAD_TYPE:ce_time",
    "2023-11-14T12:00:00, BAD_TYPE:ce_time",
    "2023-11-1412:00:00Z, BAD_TYPE:ce_time",
    "1969-12-31T00:00:00Z, OUT_OF_RANGE:ce_time",
    "+999999999-01-01T00:00:00Z, OUT_OF_RANGE:ce_time"
  })
  void brokenTimeIsRefused(String time, String code) {
    assertThat(refusal(codec.decode(raw(BARE, Map.of("ce_time", json(time))))).code())
        .isEqualTo(code);
  }

  @Test
  void idThatIsNotUtf8IsRefused() {
    assertThat(refusal(codec.decode(raw(BARE, Map.of("ce_id", new byte[] {-1})))).code())
        .isEqualTo("INVALID_UTF8:ce_id");
  }

  @Test
  void anEventIsNamedByItsSourceAndIdSoThatTwoSourcesNeverShareOne() {
    Set<String> ids = new HashSet<>();
    for (String[] event :
        List.of(
            new String[] {"/web", "1"},
            new String[] {"/app", "1"},
            new String[] {"/app a", "1"},
            new String[] {"/app", "a 1"},
            new String[] {"/app%20a", "1"})) {
      var headers = Map.of("ce_source", json(event[0]), "ce_id", json(event[1]));
      ids.add(good(codec.decode(raw(BARE, headers))).getId());
    }
    assertThat(ids).hasSize(5).contains("/web 1");
  }

  /**
   * The scenario of binary mode in the published conformance feature of the Kafka protocol binding
   * (github.com/cloudevents/conformance); what it leaves out, such as the type, is not looked at.
   */
  @Test
  void binaryContentModeOfTheKafkaBinding() {
    var headers =
        Map.of(
            "ce_specversion", json("1.0"),
            "ce_id", json("1234-1234-1234"),
            "ce_type", json("com.example.someevent"),
            "ce_source", json("/mycontext/subcontext"),
            "ce_time", json("2018-04-05T03:56:24Z"),
            "content-type", json("application/json"));
    Exposure found = good(codec.decode(raw(BARE, headers)));
    assertThat(found.getId()).isEqualTo("/mycontext/subcontext 1234-1234-1234");
    assertThat(found.getTime()).isEqualTo(Instant.parse("2018-04-05T03:56:24Z"));
    assertThat(found.getItem()).isEqualTo("i");
  }

  /**
   * Its outline of structured mode, with a type that ends in the record's name: the event is the
   * value, whatever the content type says.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"application/cloudevents+json", "application/cloudevents+json; charset=utf-8"})
  void structuredContentModeOfTheKafkaBinding(String contentType) {
    String event =
        "{\"specversion\": \"1.0\", \"type\": \"com.example.Exposure\","
            + " \"time\": \"2018-04-05T03:56:24Z\", \"id\": \"1234-1234-1234\","
            + " \"source\": \"/mycontext/subcontext\", \"datacontenttype\": \"application/json\","
            + " \"data\": {\"user\": \"u\", \"item\": \"i\"}}";
    var headers = Map.of("content-type", json(contentType));
    Exposure found = good(codec.decode(raw(json(event), headers)));
    assertThat(found.getId()).isEqualTo("/mycontext/subcontext 1234-1234-1234");
    assertThat(found.getTime()).isEqualTo(Instant.parse("2018-04-05T03:56:24Z"));
    assertThat(found.getItem()).isEqualTo("i");
  }

  @Test
  void structuredEventsAndBatchesAreRead() {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/web\",\"type\":\"com.example.Exposure\","
            + "\"time\":\"2023-11-14T12:00:00.250Z\",\"data\":{\"user\":\"u\",\"item\":\"i\"}}";
    Exposure structured = good(codec.decode(raw(json(event))));
    assertThat(structured.getId()).isEqualTo("/web 1");
    assertThat(structured.getTime()).isEqualTo(Fixtures.NOON);
    assertThat(structured.getItem()).isEqualTo("i");

    String bytes = Base64.getEncoder().encodeToString(codec.encode(good(codec.decode(raw(BARE)))));
    String packed =
        "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/web\",\"type\":\"Exposure\",\"data_base64\":\""
            + bytes
            + "\"}";
    assertThat(good(codec.decode(raw(json(packed)))).getId()).isEqualTo("/web 2");

    List<byte[]> values = EventBatch.values(json(" [" + event + ",\n" + packed + ", {\"a\":1}] "));
    assertThat(values).hasSize(3);
    assertThat(good(codec.decode(raw(values.get(0))))).isEqualTo(structured);
    assertThat(good(codec.decode(raw(values.get(1)))).getId()).isEqualTo("/web 2");
    assertThat(EventBatch.values(json("[{\"a\":1}, oops"))).hasSize(1);
    assertThat(EventBatch.values(null)).containsExactly((byte[]) null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"Exposure\"} | MISSING_FIELD:data",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"data\":{}} | MISSING_FIELD:type",
        "{\"specversion\":\"1.0\",\"id\":1,\"type\":\"Exposure\",\"data\":{}} | BAD_TYPE:id",
        "{\"specversion\":\"1.0\",\"type\":\"Exposure\",\"data_base64\":\"?\"} |"
            + " BAD_TYPE:data_base64"
      })
  void aBrokenEventIsRefusedWithItsAttribute(String event, String code) {
    assertThat(refusal(codec.decode(raw(json(event)))).code()).isEqualTo(code);
  }
}
