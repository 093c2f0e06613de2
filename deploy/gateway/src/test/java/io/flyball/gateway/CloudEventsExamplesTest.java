package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The examples of the texts of CloudEvents 1.0.2: HTTP binding 3.1.4, 3.2.4, 3.3.3, JSON format
 * 2.3, 3.2 and 4.3. Each as bytes and headers, and what a receiver has to find in them.
 */
class CloudEventsExamplesTest {
  private static final String DATA = "{\"message\": \"Hello World!\"}";
  private static final String COMMON =
      "\"specversion\":\"1.0\",\"type\":\"com.example.someevent\",\"source\":\"/mycontext\","
          + "\"id\":\"A234-1234-1234\",\"time\":\"2018-04-05T17:31:00Z\","
          + "\"comexampleextension1\":\"value\",\"comexampleothervalue\":5";
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "specversion", "1.0",
          "type", "com.example.someevent",
          "source", "/mycontext",
          "id", "A234-1234-1234",
          "time", "2018-04-05T17:31:00Z",
          "comexampleextension1", "value",
          "comexampleothervalue", "5");

  private final Bodies bodies = new Bodies(100);

  private List<Item> parse(String contentType, Map<String, String> headers, String body)
      throws ProblemException {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("content-type", contentType);
    return bodies.parse(Bodies.mediaType(contentType), all, body.getBytes(UTF_8));
  }

  private HttpEvent structured(String members) throws ProblemException {
    return parse(Bodies.EVENT, Map.of(), "{" + COMMON + members + "}").get(0).event();
  }

  private static Map<String, String> and(String name, String value) {
    Map<String, String> all = new TreeMap<>(ATTRIBUTES);
    all.put(name, value);
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/json; charset=utf-8"})
  void binaryContentMode(String contentType) throws Exception {
    Map<String, String> headers = new TreeMap<>();
    ATTRIBUTES.forEach((name, value) -> headers.put("ce-" + name, value));
    HttpEvent event = parse(contentType, headers, DATA).get(0).event();
    assertThat(event.attributes()).isEqualTo(and("datacontenttype", contentType));
    assertThat(new String(event.bytes(), UTF_8)).isEqualTo(DATA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents+json",
        "application/cloudevents+json; charset=utf-8",
        "application/cloudevents+json; charset=UTF-8",
        "APPLICATION/CloudEvents+JSON"
      })
  void structuredContentMode(String contentType) throws Exception {
    String body =
        "{\n  "
            + COMMON
            + ",\n  \"datacontenttype\": \"application/json\", \"data\": "
            + DATA
            + "}";
    HttpEvent event = parse(contentType, Map.of(), body).get(0).event();
    assertThat(event.attributes()).isEqualTo(and("datacontenttype", "application/json"));
    assertThat(event.object()).isEqualTo(Map.of("message", "Hello World!"));
  }

  @Test
  void attributesInHeadersBesideAStructuredEventDoNotCount() throws Exception {
    Map<String, String> headers = Map.of("ce-specversion", "1.0", "ce-id", "of the header");
    String body = "{" + COMMON + ",\"data\":" + DATA + "}";
    assertThat(parse(Bodies.EVENT, headers, body).get(0).event().attributes())
        .isEqualTo(ATTRIBUTES);
  }

  @Test
  void binaryValuedDataIsDecoded() throws Exception {
    byte[] bytes = {0, 1, (byte) 0xff};
    String type = "application/vnd.apache.thrift.binary";
    HttpEvent event =
        structured(
            ",\"datacontenttype\":\""
                + type
                + "\",\"data_base64\":\""
                + Base64.getEncoder().encodeToString(bytes)
                + "\"");
    assertThat(event.attributes()).isEqualTo(and("datacontenttype", type));
    assertThat(event.bytes()).isEqualTo(bytes);
  }

  @Test
  void textOfAnotherContentTypeIsDataAsItIs() throws Exception {
    HttpEvent event =
        structured(
            ",\"unsetextension\":null,\"datacontenttype\":\"application/xml\","
                + "\"data\":\"<much wow=\\\"xml\\\"/>\"");
    assertThat(event.attributes()).isEqualTo(and("datacontenttype", "application/xml"));
    assertThat(new String(event.bytes(), UTF_8)).isEqualTo("<much wow=\"xml\"/>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"datacontenttype\":null,",
        "\"datacontenttype\":\"application/json\",",
        "\"datacontenttype\":\"text/json\",",
        "\"datacontenttype\":\"application/problem+json; charset=utf-8\","
      })
  void jsonDataIsAJsonValue(String contentType) throws Exception {
    HttpEvent event =
        structured(
            ",\"subject\":null,"
                + contentType
                + "\"data\":{\"appinfoA\":\"abc\",\"appinfoB\":123,\"appinfoC\":true}");
    assertThat(event.object())
        .isEqualTo(Map.of("appinfoA", "abc", "appinfoB", 123L, "appinfoC", true));
    assertThat(event.attributes()).doesNotContainKey("subject");
  }

  @Test
  void aTextWithoutContentTypeIsAJsonTextAndNotParsedAgain() throws Exception {
    Item item =
        parse(Bodies.EVENT, Map.of(), "{" + COMMON + ",\"data\":\"{\\\"user\\\":\\\"u\\\"}\"}")
            .get(0);
    assertThat(item.refusal().code()).as("a record is an object").isEqualTo("BAD_TYPE:data");
  }

  @Test
  void aBatchHasEventsOfDifferentKindsOrNone() throws Exception {
    String other = COMMON.replace("/mycontext", "/mycontext/9").replace("someevent", "otherevent");
    List<Item> items =
        parse(
            "application/cloudevents-batch+json; charset=UTF-8",
            Map.of(),
            "[{"
                + COMMON
                + ",\"datacontenttype\":\"application/vnd.apache.thrift.binary\","
                + "\"data_base64\":\"AAE=\"},{"
                + other
                + ",\"datacontenttype\":\"application/json\",\"data\":"
                + DATA
                + "}]");
    assertThat(items.get(0).event().bytes()).isEqualTo(new byte[] {0, 1});
    assertThat(items.get(1).event().attributes())
        .containsEntry("source", "/mycontext/9")
        .containsEntry("type", "com.example.otherevent");
    assertThat(items.get(1).event().object()).isEqualTo(Map.of("message", "Hello World!"));
    assertThat(parse(Bodies.EVENTS, Map.of(), "[]")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"comexamplevalue\":5.5,\"data\":{}",
        ",\"comexamplevalue\":{},\"data\":{}",
        ",\"comExample\":\"x\",\"data\":{}",
        ",\"data\":{},\"data_base64\":\"AAE=\"",
        ",\"data_base64\":\"?\"",
        ",\"data_base64\":5"
      })
  void whatTheTypeSystemDoesNotHaveIsRefused(String members) {
    assertThatThrownBy(() -> structured(members)).isInstanceOf(ProblemException.class);
  }
}
