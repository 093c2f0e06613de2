package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.DeadLetter;
import io.flyball.schemas.Exposure;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dead letters by HTTP: found, and shown with their bytes. */
@Timeout(120)
class DeadLettersTest extends WithLetters {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonNode one() {
    JsonNode letters = list("").json().get("letters");
    assertThat(letters).hasSize(1);
    return letters.get(0);
  }

  private static List<Integer> numbers(JsonNode page) {
    List<Integer> numbers = new ArrayList<>();
    page.get("letters")
        .forEach(one -> numbers.add(Integer.parseInt(one.at("/value/text").asText())));
    return numbers;
  }

  @Test
  void aJsonValueIsShownWithTheFieldMarked() {
    String value = "{\"id\":\"é\",\"user\":{\"a\":[1, 22]},\"item\":\"shoe\"}";
    refuse(json("BAD_TYPE", "user", value));
    JsonNode letter = one();
    assertThat(letter.get("reason").asText()).isEqualTo("BAD_TYPE");
    assertThat(letter.get("topic").asText()).isEqualTo(EXPOSURES);
    assertThat(letter.get("sourceOffset").asLong()).isEqualTo(7);
    assertThat(letter.get("replayed").asBoolean()).isFalse();
    assertThat(letter.at("/key/text").asText()).isEqualTo("u1");
    assertThat(letter.at("/headers/ce_id/hex").asText()).isEqualTo("6531");
    JsonNode shown = letter.get("value");
    assertThat(shown.get("form").asText()).isEqualTo("json");
    assertThat(shown.get("text").asText()).isEqualTo(value);
    assertThat(shown.get("bytes").asInt()).isEqualTo(value.getBytes(UTF_8).length);
    assertThat(shown.get("hex").asText())
        .isEqualTo(HexFormat.of().formatHex(value.getBytes(UTF_8)));
    assertThat(value.substring(shown.at("/mark/start").asInt(), shown.at("/mark/end").asInt()))
        .isEqualTo("{\"a\":[1, 22]}");
    var record =
        ReadyBroker.readAll(BROKER, "dead-letters").stream()
            .filter(r -> r.offset() == letter.get("offset").asLong())
            .findFirst()
            .orElseThrow();
    assertThat(record.timestamp()).isEqualTo(letter.get("timestamp").asLong());
  }

  @Test
  void aFieldInAnArrayIsMarkedAndOneThatIsAbsentIsNot() {
    String value = "{\"arms\":[{\"id\":\"a\"},{\"id\":\"b\"}]}";
    refuse(json("MISSING_FIELD", "arms[1].id", value));
    JsonNode shown = one().get("value");
    assertThat(value.substring(shown.at("/mark/start").asInt(), shown.at("/mark/end").asInt()))
        .isEqualTo("\"b\"");
    refuse(json("MISSING_FIELD", "user", value));
    assertThat(list("").json().at("/letters/0/value/mark").isNull()).isTrue();
  }

  @Test
  void anAvroValueIsShownAsItsRecord() throws IOException {
    Exposure exposure =
        Exposure.newBuilder()
            .setId("e")
            .setUser("u")
            .setItem("shoe")
            .setTime(Instant.ofEpochMilli(1_600_000_000_000L))
            .build();
    byte[] value = RecordCodec.of(Exposure.class).encode(exposure);
    refuse(letter("TOO_LATE", "time", EXPOSURES, value));
    JsonNode shown = one().get("value");
    assertThat(shown.get("form").asText()).isEqualTo("avro");
    assertThat(shown.at("/avro/schema").asText()).isEqualTo("Exposure");
    assertThat(shown.at("/avro/record")).isEqualTo(JSON.readTree(JsonWriter.write(exposure)));
    assertThat(shown.get("hex").asText()).isEqualTo(HexFormat.of().formatHex(value));
  }

  @Test
  void whatIsNeitherIsShownAsBytesAndALongValueIsCut() {
    refuse(
        letter("TOMBSTONE", "", EXPOSURES, null),
        letter("UNKNOWN_FORMAT", "", EXPOSURES, new byte[] {(byte) 0xff, 0, 1}),
        letter(
            "MALFORMED_AVRO", "", EXPOSURES, new byte[] {(byte) 0xc3, 1, 1, 2, 3, 4, 5, 6, 7, 8}),
        letter("TOO_LARGE", "", EXPOSURES, "é".repeat(5000).getBytes(UTF_8)));
    JsonNode letters = list("").json().get("letters");
    assertThat(letters.at("/3/value/form").asText()).isEqualTo("null");
    assertThat(letters.at("/2/value/form").asText()).isEqualTo("bytes");
    assertThat(letters.at("/2/value/hex").asText()).isEqualTo("ff0001");
    assertThat(letters.at("/1/value/avro/fault").asText()).contains("no known schema");
    assertThat(letters.at("/0/value/truncated").asBoolean()).isTrue();
    assertThat(letters.at("/0/value/text").asText()).isEqualTo("é".repeat(2048));
    assertThat(letters.at("/0/value/bytes").asInt()).isEqualTo(10_000);
  }

  @Test
  void pagesGoFromTheNewestToTheOldestWithoutGapOrRepeat() {
    DeadLetter[] letters = new DeadLetter[470];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = json("TOO_LATE", "time", "" + i);
    }
    refuse(letters);
    List<Integer> seen = new ArrayList<>();
    String next = "";
    while (next != null) {
      JsonNode page = list("&limit=100" + next).json();
      seen.addAll(numbers(page));
      next = page.get("next").isNull() ? null : "&before=" + page.get("next").asText();
    }
    assertThat(seen).hasSize(470).isSortedAccordingTo((a, b) -> b - a).doesNotHaveDuplicates();
  }

  @Test
  void lettersAreFoundByReasonTopicAndTime() {
    refuse(json("TOO_LATE", "time", "1"), json("BAD_TYPE", "user", "2"));
    refuse(letter("TOO_LATE", "time", "rewards", "3".getBytes(UTF_8)));
    assertThat(numbers(list("&reason=TOO_LATE").json())).containsExactly(3, 1);
    assertThat(numbers(list("&topic=rewards").json())).containsExactly(3);
    long newest = list("").json().at("/letters/0/timestamp").asLong();
    assertThat(numbers(list("&from=" + (newest + 1)).json())).isEmpty();
    assertThat(numbers(list("&from=" + Instant.ofEpochMilli(newest)).json())).startsWith(3);
    assertThat(list("&from=2020-01-01T00:00:00Z").json().get("letters")).hasSize(3);
  }

  @Test
  void aRecordThatIsNoLetterIsCountedAndStopsNothing() {
    ReadyBroker.send(
        BROKER, List.of(new ProducerRecord<>("dead-letters", null, "none".getBytes(UTF_8))));
    refuse(json("TOO_LATE", "time", "1"));
    assertThat(list("").json().get("unreadable").asInt()).isPositive();
    assertThat(numbers(list("").json())).containsExactly(1);
  }

  @Test
  void whatIsAskedWronglyIsToldWhatIsAllowed() {
    assertThat(list("&reason=NOPE").text()).contains("no reason 'NOPE'", "TOO_LATE");
    assertThat(list("&limit=0").text()).contains("limit is from 1 to 200");
    assertThat(list("&before=x").text()).contains("before is next of the page before");
    assertThat(list("&from=x").status()).isEqualTo(400);
  }
}
