package io.flyball.connectors.codec;

import static io.flyball.connectors.codec.Fixtures.good;
import static io.flyball.connectors.codec.Fixtures.json;
import static io.flyball.connectors.codec.Fixtures.raw;
import static io.flyball.connectors.codec.Fixtures.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.schemas.Exposure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
