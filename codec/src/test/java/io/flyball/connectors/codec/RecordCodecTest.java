package io.flyball.connectors.codec;

import static io.flyball.connectors.codec.Fixtures.good;
import static io.flyball.connectors.codec.Fixtures.json;
import static io.flyball.connectors.codec.Fixtures.raw;
import static io.flyball.connectors.codec.Fixtures.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.DeadLetter;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackStatus;
import io.flyball.schemas.FeedbackSubject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
  private final RecordCodec<Exposure> codec = RecordCodec.of(Exposure.class);

  @Test
  void limitBelowOneByteIsRefused() {
    assertThatThrownBy(() -> RecordCodec.of(Exposure.class, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 0");
  }

  @Test
  void encodingIsWhatAvroItselfReadsAndWrites() throws Exception {
    byte[] ours = codec.encode(Fixtures.exposure());
    assertThat(ByteBuffer.wrap(ours)).isEqualTo(Fixtures.exposure().toByteBuffer());
    assertThat(Exposure.fromByteBuffer(ByteBuffer.wrap(ours))).isEqualTo(Fixtures.exposure());
  }

  @Test
  void recordThatCannotBeWrittenLeavesNothingBehind() {
    Exposure broken = new Exposure();
    assertThatThrownBy(() -> codec.encode(broken)).isInstanceOf(RuntimeException.class);
    assertThat(good(codec.decode(raw(codec.encode(Fixtures.exposure())))))
        .isEqualTo(Fixtures.exposure());
  }

  @Test
  void jsonTakesDefaultsAndCountsUnknownFields() {
    var decoded =
        codec.decode(
            raw(
                json(
                    " {\"user\":\"u\",\"item\":\"i\",\"shoeSize\":46,\"type\":\"Exposure\",\"schemaVersion\":1,\"ingestTime\":\"any\",\"time\":\"2023-11-14"
                        + " 13:00:00.25+01:00\"}")));
    Exposure expected =
        Exposure.newBuilder().setUser("u").setItem("i").setTime(Fixtures.NOON).build();
    assertThat(good(decoded)).isEqualTo(expected);
    assertThat(((Decoded.Good<Exposure>) decoded).unknownFields())
        .isEqualTo(
            new UnknownFields(1, List.of(new UnknownField("Exposure", "shoeSize", null, 1))));
  }

  @Test
  void defaultsAreNotSharedBetweenRecords() {
    byte[] plain = json("{\"user\":\"u\",\"item\":\"i\"}");
    good(codec.decode(raw(plain))).getCategories().add("changed");
    assertThat(good(codec.decode(raw(plain))).getCategories()).isEmpty();
  }

  @Test
  void wholeNumbersMayBeWrittenAsDecimals() {
    Exposure decoded =
        good(
            codec.decode(
                raw(json("{\"user\":\"u\",\"item\":\"i\",\"position\":2.0,\"time\":1.7e12}"))));
    assertThat(decoded.getPosition()).isEqualTo(2);
    assertThat(decoded.getTime()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
  }

  @Test
  void faultsOfNestedRecordsNameTheirPath() {
    RecordCodec<AttributedFeedback> nested = RecordCodec.of(AttributedFeedback.class);
    String head =
        "{\"id\":\"a\",\"subject\":\"SIGNAL\",\"status\":\"ATTRIBUTED\",\"time\":1,\"user\":\"u\",";
    String exposure =
        "\"exposure\":{\"user\":\"u\",\"item\":\"i\",\"extra\":1,\"categories\":[\"a\",\"b\",%s]}}";
    assertThat(refusal(nested.decode(raw(json(head + exposure.formatted("3"))))).code())
        .isEqualTo("BAD_TYPE:exposure.categories[2]");
    assertThat(
            ((Decoded.Good<?>) nested.decode(raw(json(head + exposure.formatted("\"c\"")))))
                .unknownFields()
                .named())
        .containsExactly(new UnknownField("Exposure", "extra", null, 1));

    Exposure early = Fixtures.exposure();
    early.setTime(Instant.ofEpochMilli(-1));
    AttributedFeedback row =
        AttributedFeedback.newBuilder()
            .setId("a")
            .setSubject(FeedbackSubject.EXPOSURE)
            .setStatus(FeedbackStatus.CENSORED)
            .setTime(Fixtures.NOON)
            .setUser("u")
            .setExposure(early)
            .build();
    assertThat(refusal(nested.decode(raw(nested.encode(row)))).code())
        .isEqualTo("OUT_OF_RANGE:exposure.time");
  }

  @Test
  void bytesAndMapsSurviveJson() {
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setJob("feedback")
            .setReason("TOMBSTONE")
            .setMessage("m")
            .setTopic("t")
            .setTime(Fixtures.NOON)
            .setKey(ByteBuffer.wrap(new byte[] {0, -1, 7}))
            .setHeaders(Map.of("ce_id", ByteBuffer.wrap(new byte[] {1})))
            .build();
    String text = JsonWriter.write(letter);
    assertThat(text).startsWith("{\"type\":\"DeadLetter\",\"job\"").contains("\"key\":\"AP8H\"");
    assertThat(good(RecordCodec.of(DeadLetter.class).decode(raw(json(text))))).isEqualTo(letter);
    String broken = text.replace("AP8H", "A*");
    assertThat(refusal(RecordCodec.of(DeadLetter.class).decode(raw(json(broken)))).code())
        .isEqualTo("BAD_TYPE:key");
  }

  @Test
  void jsonCannotSayInfinity() {
    Exposure infinite = Fixtures.exposure();
    infinite.setPropensity(Double.POSITIVE_INFINITY);
    assertThatThrownBy(() -> JsonWriter.write(infinite)).hasMessageContaining("propensity");
    assertThat(codec.decode(raw(codec.encode(infinite)))).isInstanceOf(Decoded.Refused.class);
  }

  @Test
  void codecTravelsToAnOperator() throws Exception {
    good(codec.decode(raw(codec.encode(Fixtures.exposure()))));
    RecordCodec<Exposure> copy = InstantiationUtil.clone(codec);
    assertThat(good(copy.decode(raw(copy.encode(Fixtures.exposure())))))
        .isEqualTo(Fixtures.exposure());
  }
}
