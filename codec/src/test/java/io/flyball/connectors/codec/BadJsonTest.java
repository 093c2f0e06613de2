package io.flyball.connectors.codec;

import static io.flyball.connectors.codec.Fixtures.json;
import static io.flyball.connectors.codec.Fixtures.raw;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.schemas.Exposure;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each broken text is followed by a good one on the same codec, which must come out equal. */
class BadJsonTest {
  private final RecordCodec<Exposure> codec = RecordCodec.of(Exposure.class);
  private final byte[] good = json(JsonWriter.write(Fixtures.exposure()));

  /** The fields of a good exposure with one more behind them, which wins or collides. */
  private static String with(String field) {
    return "{" + field + ", \"user\": \"Zoë\", \"item\": \"shoe-14\"}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"propensity\": NaN              | MALFORMED_JSON",
        "\"propensity\": Infinity         | MALFORMED_JSON",
        "\"propensity\": -Infinity        | MALFORMED_JSON",
        "\"propensity\": \"NaN\"          | BAD_TYPE:propensity",
        "\"propensity\": 1e999            | OUT_OF_RANGE:propensity",
        "\"propensity\": -1e999           | OUT_OF_RANGE:propensity",
        "\"time\": -1                     | OUT_OF_RANGE:time",
        "\"time\": \"1969-12-31T23:59:59Z\" | OUT_OF_RANGE:time",
        "\"time\": \"yesterday\"          | BAD_TYPE:time",
        "\"time\": \"2023-11-14T12:00:00\" | BAD_TYPE:time",
        "\"time\": true                   | BAD_TYPE:time",
        "\"time\": 1.5                    | BAD_TYPE:time",
        "\"time\": 1e300                  | OUT_OF_RANGE:time",
        "\"time\": 99999999999999999999   | OUT_OF_RANGE:time",
        "\"time\": \"+999999999-01-01T00:00:00Z\" | OUT_OF_RANGE:time",
        "\"position\": 2147483648         | OUT_OF_RANGE:position",
        "\"position\": 1.5                | BAD_TYPE:position",
        "\"position\": \"1\"              | BAD_TYPE:position",
        "\"itemSource\": \"ai\"           | BAD_ENUM:itemSource",
        "\"itemSource\": 1                | BAD_TYPE:itemSource",
        "\"randomHoldout\": 1             | BAD_TYPE:randomHoldout",
        "\"categories\": \"shoes\"        | BAD_TYPE:categories",
        "\"categories\": [\"a\",\"b\",3]  | BAD_TYPE:categories[2]",
        "\"categories\": [\"a\",null]     | MISSING_FIELD:categories[1]",
        "\"session\": \"\\ud800\"         | INVALID_UTF8:session",
        "\"user\": \"twice\"              | DUPLICATE_KEY:user",
        "\"user\": null                   | DUPLICATE_KEY:user",
        "\"x\": {\"a\":1,\"a\":1}         | DUPLICATE_KEY:x.a",
        "\"type\": \"FeedbackSignal\"     | UNKNOWN_TYPE:type",
        "\"type\": 7                      | BAD_TYPE:type",
        "\"schemaVersion\": 0             | UNKNOWN_SCHEMA_VERSION:schemaVersion",
        "\"schemaVersion\": 99            | UNKNOWN_SCHEMA_VERSION:schemaVersion",
        "\"schemaVersion\": 1e99          | UNKNOWN_SCHEMA_VERSION:schemaVersion",
        "\"schemaVersion\": \"1\"         | BAD_TYPE:schemaVersion",
        "\"schemaVersion\": 1.5           | BAD_TYPE:schemaVersion",
        "\"a\": 1,                        | MALFORMED_JSON",
        "'a': 1                           | MALFORMED_JSON",
        "\"a\": 01                        | MALFORMED_JSON",
      })
  void isRefused(String field, String code) {
    refuses(json(with(field)), code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                          | MISSING_FIELD:user",
        "{\"user\": null, \"item\": \"i\"}           | MISSING_FIELD:user",
        "{\"user\": \"u\"}                           | MISSING_FIELD:item",
        "{                                           | MALFORMED_JSON",
        "{\"user\":\"u\",\"item\":\"i\"              | MALFORMED_JSON",
        "{\"user\":\"u\",\"item\":\"i\"} {}          | TRAILING_BYTES",
        "{\"user\":\"u\",\"item\":\"i\"}}            | TRAILING_BYTES",
        "{\"user\":\"u\",\"item\":\"i\"} rest        | TRAILING_BYTES",
        // grammar before type, type before version, version before fields, fields as in the schema
        "{\"type\":\"X\",\"schemaVersion\":9,\"time\":-1,\"a\":1,\"a\":2} | DUPLICATE_KEY:a",
        "{\"time\":-1,\"schemaVersion\":9,\"type\":\"X\"}                 | UNKNOWN_TYPE:type",
        "{\"time\":-1,\"schemaVersion\":9} | UNKNOWN_SCHEMA_VERSION:schemaVersion",
        "{\"position\":\"x\",\"time\":-1}  | OUT_OF_RANGE:time",
      })
  void textIsRefused(String text, String code) {
    refuses(json(text), code);
  }

  @Test
  void textTruncatedAtEveryLength() {
    for (int length = 1; length < good.length; length++) {
      byte[] head = Arrays.copyOf(good, length);
      assertThat(Fixtures.refusal(codec.decode(raw(head))).code())
          .isIn("MALFORMED_JSON", "INVALID_UTF8");
      assertThat(Fixtures.good(codec.decode(raw(good)))).isEqualTo(Fixtures.exposure());
    }
  }

  @Test
  void invalidUtf8() {
    byte[] latin1 =
        with("\"session\": \"é\"").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    refuses(latin1, "INVALID_UTF8");
  }

  @Test
  void nestingUpToTheBoundIsIgnoredAndBeyondItRefused() {
    String bound = with("\"x\": " + "[".repeat(63) + "]".repeat(63));
    assertThat(Fixtures.good(codec.decode(raw(json(bound)))).getItem()).isEqualTo("shoe-14");
    refuses(
        json(with("\"x\": " + "[".repeat(64) + "]".repeat(64))), "TOO_DEEP:x" + "[0]".repeat(63));
    refuses(json("{\"a\":".repeat(150_000)), null);
  }

  @Test
  void numberOfManyDigits() {
    String digits = "9".repeat(100_000);
    refuses(json(with("\"position\": " + digits)), "OUT_OF_RANGE:position");
    refuses(json(with("\"x\": {\"y\": [1, " + digits + "]}")), "OUT_OF_RANGE:x.y[1]");
    refuses(json(with("\"x\": [-" + digits + ".5]")), "OUT_OF_RANGE:x[0]");
  }

  private void refuses(byte[] value, String code) {
    var refusal = Fixtures.refusal(codec.decode(raw(value)));
    if (code != null) {
      assertThat(refusal.code()).isEqualTo(code);
    }
    assertThat(refusal.message()).hasSizeLessThan(1000).doesNotContain("JsonReadFeature");
    assertThat(Fixtures.good(codec.decode(raw(good)))).isEqualTo(Fixtures.exposure());
  }
}
