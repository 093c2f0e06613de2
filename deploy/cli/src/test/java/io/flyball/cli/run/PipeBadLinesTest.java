package io.flyball.cli.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every kind of bad line is a dead letter of its own, and the good one behind it is unharmed. */
class PipeBadLinesTest {
  private static final int LIMIT = 1 << 20;
  private static final String EXPOSURE =
      "{\"type\":\"Exposure\",\"id\":\"e1\",\"time\":1700000000000,\"user\":\"Zoë\",\"item\":\"i\"}";

  private record Bad(String line, Charset charset, String code) {
    static Bad text(String line, String code) {
      return new Bad(line, UTF_8, code);
    }

    byte[] bytes() {
      return line.getBytes(charset);
    }

    /** A signal that would be good without this field. */
    static Bad field(String field, String code) {
      String line =
          "{\"type\":\"FeedbackSignal\",\"id\":\"b\",\"exposureId\":\"e1\"," + field + "}";
      return text(line, code);
    }
  }

  private static final String GOOD_HEAD = "\"time\":1700000000500,\"user\":\"Zoë\"";
  private static final List<Bad> BAD =
      List.of(
          Bad.text("garbage", "MALFORMED_JSON"),
          Bad.text("\u0000\u0001\u00ff", "MALFORMED_JSON"),
          Bad.text("[1]", "MALFORMED_JSON"),
          Bad.text("{\"type\":\"FeedbackSignal\",", "MALFORMED_JSON"),
          Bad.text("", "EMPTY_VALUE"),
          new Bad("{\"type\":\"Exposure\",\"user\":\"Zoë\"}", ISO_8859_1, "INVALID_UTF8"),
          Bad.text("{\"type\":\"Exposure\",\"x\":\"" + "x".repeat(2 * LIMIT) + "\"}", "TOO_LARGE"),
          Bad.text(
              "{\"type\":\"Exposure\",\"x\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}",
              "TOO_DEEP:x" + "[0]".repeat(63)),
          Bad.field(GOOD_HEAD + ",\"kind\":\"RATING\",\"value\":NaN", "MALFORMED_JSON"),
          Bad.field(GOOD_HEAD + ",\"kind\":\"RATING\",\"value\":Infinity", "MALFORMED_JSON"),
          Bad.field(GOOD_HEAD + ",\"kind\":\"CLICK\",\"value\":1e999", "OUT_OF_RANGE:value"),
          Bad.field("\"time\":-1,\"user\":\"Zoë\",\"kind\":\"CLICK\"", "OUT_OF_RANGE:time"),
          Bad.field(GOOD_HEAD + ",\"kind\":\"CLICK\",\"user\":\"Zoë\"", "DUPLICATE_KEY:user"),
          Bad.field("\"time\":\"soon\",\"user\":\"Zoë\",\"kind\":\"CLICK\"", "BAD_TYPE:time"),
          Bad.field(GOOD_HEAD + ",\"kind\":\"click\"", "BAD_ENUM:kind"),
          Bad.field(
              GOOD_HEAD + ",\"kind\":\"CLICK\",\"ingestTime\":\"now\"", "BAD_TYPE:ingestTime"),
          Bad.text("{\"type\":\"Alert\",\"id\":\"a\"}", "UNKNOWN_TYPE:type"),
          Bad.text("{\"type\":7}", "BAD_TYPE:type"),
          Bad.text("{\"id\":\"a\",\"user\":\"Zoë\"}", "MISSING_FIELD:type"));

  private static String good(int number) {
    return """
    {"type":"FeedbackSignal","id":"good-%d","time":%d,"user":"Zoë","kind":"RATING",\
    "exposureId":"e1","item":"i","value":7.25,"stage":"RETRIEVAL","actor":"SHADOW",\
    "traceId":"t","spanId":"s","text":"så: \\"ja\\" 😀"}\
    """
        .formatted(number, 1_700_000_001_000L + number);
  }

  @Test
  void eachIsADeadLetterAndTheGoodOneBehindItIsEqual() throws Exception {
    List<JsonNode> output;
    try (PipeProcess pipe = PipeProcess.start()) {
      pipe.send(EXPOSURE);
      for (int i = 0; i < BAD.size(); i++) {
        pipe.process().send(BAD.get(i).bytes());
        pipe.send("", good(i));
      }
      output = pipe.finish();
    }

    List<JsonNode> letters = output.stream().filter(PipeProcess::isLetter).toList();
    assertThat(letters.stream().map(PipeProcess::code))
        .containsExactlyElementsOf(BAD.stream().map(Bad::code).toList());
    for (int i = 0; i < BAD.size(); i++) {
      JsonNode letter = letters.get(i);
      byte[] raw = BAD.get(i).bytes();
      byte[] kept = raw.length > LIMIT ? Arrays.copyOf(raw, LIMIT) : raw;
      assertThat(Base64.getDecoder().decode(letter.get("value").asText())).isEqualTo(kept);
      assertThat(letter.get("offset").asInt()).isEqualTo(1 + 2 * i);
      assertThat(letter.get("message").asText()).isNotEmpty().hasSizeLessThan(1_000);
    }

    List<JsonNode> rows = output.stream().filter(row -> row.has("signal")).toList();
    assertThat(rows).hasSize(BAD.size());
    for (int i = 0; i < BAD.size(); i++) {
      JsonNode row = rows.get(i);
      ObjectNode sent = PipeProcess.parse(good(i)).deepCopy();
      sent.remove("type");
      assertThat(row.get("status").asText()).isEqualTo("ATTRIBUTED");
      assertThat(row.get("signal")).isEqualTo(sent);
      assertThat(row.at("/exposure/user").asText()).isEqualTo("Zoë");
    }
    // The signals were a simulated user's: nobody has matched the exposure.
    assertThat(output.stream().filter(row -> row.path("status").asText().equals("CENSORED")))
        .anyMatch(row -> row.get("subject").asText().equals("EXPOSURE"));
  }
}
