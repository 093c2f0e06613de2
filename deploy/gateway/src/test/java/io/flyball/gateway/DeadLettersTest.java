package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.connectors.codec.FirstArrival;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.topic.DeadLetterReplay;
import io.flyball.gateway.GatewayRun.Answer;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.DeadLetter;
import io.flyball.schemas.Exposure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters by HTTP: found, shown with their bytes, and sent back once. */
@Timeout(120)
class DeadLettersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BROKER = SharedBroker.bootstrap();
  private static final String EXPOSURES = "feedback.exposures";
  private static GatewayRun run;

  /** Letters of this test: no job has this name. */
  private final String job = "job-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    run = GatewayRun.ready(BROKER);
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  private DeadLetter letter(String reason, String field, String topic, byte[] value) {
    return DeadLetter.newBuilder()
        .setJob(job)
        .setReason(reason)
        .setField(field)
        .setMessage("of a test")
        .setTopic(topic)
        .setPartition(1)
        .setOffset(7)
        .setTime(Instant.ofEpochMilli(1_700_000_000_000L))
        .setKey(ByteBuffer.wrap("u1".getBytes(UTF_8)))
        .setValue(value == null ? null : ByteBuffer.wrap(value))
        .setHeaders(Map.of("ce_id", ByteBuffer.wrap("e1".getBytes(UTF_8))))
        .build();
  }

  private DeadLetter json(String reason, String field, String value) {
    return letter(reason, field, EXPOSURES, value.getBytes(UTF_8));
  }

  private void refuse(DeadLetter... letters) {
    LiveRecords.send(BROKER, "dead-letters", EXPOSURES, DeadLetter.class, List.of(letters));
  }

  private Answer list(String more) {
    return run.get("/v1/dead-letters?job=" + job + more);
  }

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

  private Answer replay(String more) {
    return run.post("/v1/dead-letters/replay?job=" + job + more, null, new byte[0]);
  }

  @Test
  void aReplayIsTriedFirstThenSendsEachLetterOnce() {
    String user = "user-" + job;
    refuse(
        json("TOO_LATE", "time", "{\"user\":\"" + user + "\",\"item\":\"1\"}"),
        json("BAD_TYPE", "user", "{\"user\":\"" + user + "\",\"item\":\"2\"}"),
        letter("TOO_LATE", "time", "no.such.topic", "x".getBytes(UTF_8)));
    Answer dry = replay("&dry-run");
    assertThat(dry.status()).isEqualTo(200);
    assertThat(dry.json().get("replayed").asInt()).isEqualTo(2);
    assertThat(dry.json().get("dryRun").asBoolean()).isTrue();
    assertThat(dry.json().at("/noTopic/no.such.topic").asInt()).isEqualTo(1);
    assertThat(sent(user)).isZero();
    Answer late = replay("&reason=TOO_LATE");
    assertThat(late.status()).isEqualTo(202);
    assertThat(late.json().get("replayed").asInt()).isEqualTo(1);
    assertThat(sent(user)).isEqualTo(1);
    assertThat(replay("").json().get("replayed").asInt()).isEqualTo(1);
    assertThat(replay("").json().get("replayed").asInt()).isZero();
    assertThat(sent(user)).isEqualTo(2);
    assertThat(list("").json().at("/letters/1/replayed").asBoolean()).isTrue();
    assertThat(list("").json().at("/letters/0/replayed").asBoolean()).isFalse();
  }

  private static long sent(String user) {
    return ReadyBroker.readAll(BROKER, EXPOSURES).stream()
        .filter(record -> new String(record.value(), UTF_8).contains(user))
        .peek(
            record -> {
              assertThat(record.headers().lastHeader(DeadLetterReplay.HEADER)).isNotNull();
              // What its sender's clock is compared with stays the first arrival.
              assertThat(record.headers().lastHeader(FirstArrival.HEADER).value())
                  .asString(UTF_8)
                  .isEqualTo("1700000000000");
            })
        .count();
  }

  @Test
  void aReplayNeedsAScopeOfItsOwn(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tokens.json");
    Files.writeString(
        file, "[" + token("reader", "read") + "," + token("operator", "replay") + "]");
    try (GatewayRun guarded = GatewayRun.ready(BROKER, "gateway.tokens=" + file)) {
      String reader = "Bearer reader";
      String operator = "Bearer operator";
      String path = "/v1/dead-letters/replay?dry-run&job=" + job;
      assertThat(guarded.post(path, null, "").status()).isEqualTo(401);
      assertThat(guarded.post(path, null, "", "Authorization", reader).status()).isEqualTo(403);
      assertThat(guarded.post(path, null, "", "Authorization", operator).status()).isEqualTo(200);
      assertThat(guarded.get("/v1/dead-letters", "Authorization", operator).status())
          .isEqualTo(403);
      assertThat(guarded.get("/v1/dead-letters", "Authorization", reader).status()).isEqualTo(200);
    }
  }

  private static String token(String who, String scope) {
    String digest = HexFormat.of().formatHex(Tokens.sha256(who.getBytes(UTF_8)));
    return "{\"name\":\""
        + who
        + "\",\"sha256\":\""
        + digest
        + "\",\"scopes\":[\""
        + scope
        + "\"]}";
  }

  @Test
  void withoutABrokerItIsA503() {
    try (GatewayRun away = GatewayRun.started("127.0.0.1:1")) {
      Answer answer = away.get("/v1/dead-letters");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("retry-after")).isNotEmpty();
      assertThat(away.post("/v1/dead-letters/replay?dry-run", null, "").status()).isEqualTo(503);
      assertThat(away.get("/v1/cameras/left/picture").status()).isEqualTo(503);
    }
  }
}
