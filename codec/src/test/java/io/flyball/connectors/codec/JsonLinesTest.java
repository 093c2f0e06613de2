package io.flyball.connectors.codec;

import static io.flyball.connectors.codec.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {
  private final JsonLines lines =
      new JsonLines("stdin", List.of(Exposure.class, FeedbackSignal.class), 1000);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                              | EMPTY_VALUE",
        "hello                           | MALFORMED_JSON",
        "[]                              | MALFORMED_JSON",
        "{\"a\":1                        | MALFORMED_JSON",
        "{}                              | MISSING_FIELD:type",
        "{\"type\":null}                 | MISSING_FIELD:type",
        "{\"type\":1}                    | BAD_TYPE:type",
        "{\"type\":\"Alert\"}            | UNKNOWN_TYPE:type",
        "{\"type\":\"Exposure\"}         | MISSING_FIELD:user",
        "{\"type\":\"Exposure\",\"ingestTime\":\"x\"} | BAD_TYPE:ingestTime",
        "{\"type\":\"Exposure\",\"ingestTime\":-1}    | OUT_OF_RANGE:ingestTime",
      })
  void isRefusedAndTheNextLineIsGood(String text, String code) {
    var line = lines.decode(3, json(text), false, 99);
    assertThat(Fixtures.refusal(line.decoded()).code()).isEqualTo(code);
    assertThat(line.raw().offset()).isEqualTo(3);
    assertThat(line.raw().value()).isEqualTo(json(text));
    var next = lines.decode(4, json(JsonWriter.write(Fixtures.click())), false, 99);
    assertThat(Fixtures.<Object>good(widen(next.decoded()))).isEqualTo(Fixtures.click());
  }

  @Test
  void longLineIsRefused() {
    assertThat(Fixtures.refusal(lines.decode(0, new byte[1001], false, 0).decoded()).code())
        .isEqualTo("TOO_LARGE");
    assertThat(Fixtures.refusal(lines.decode(0, new byte[10], true, 0).decoded()).code())
        .isEqualTo("TOO_LARGE");
  }

  @Test
  void lineNamesItsRecordAndMayOverrideTheIngestTime() {
    String exposure = JsonWriter.write(Fixtures.exposure());
    var plain = lines.decode(0, json(exposure), false, 42);
    assertThat(Fixtures.<Object>good(widen(plain.decoded()))).isEqualTo(Fixtures.exposure());
    assertThat(plain.raw().ingestTime()).isEqualTo(42);
    assertThat(plain.raw().topic()).isEqualTo("stdin");
    String stamped =
        exposure.replace("{\"type\"", "{\"ingestTime\":\"1970-01-01T00:00:01Z\",\"type\"");
    assertThat(lines.decode(0, json(stamped), false, 42).raw().ingestTime()).isEqualTo(1000);
  }

  @SuppressWarnings("unchecked")
  private static Decoded<Object> widen(Decoded<?> decoded) {
    return (Decoded<Object>) decoded;
  }
}
