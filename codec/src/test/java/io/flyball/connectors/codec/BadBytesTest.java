package io.flyball.connectors.codec;

import static io.flyball.connectors.codec.Fixtures.json;
import static io.flyball.connectors.codec.Fixtures.raw;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.schemas.Exposure;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Each broken value is followed by a good one on the same codec, which must come out equal. */
class BadBytesTest {
  private final RecordCodec<Exposure> codec = RecordCodec.of(Exposure.class);
  private final byte[] avro = codec.encode(Fixtures.exposure());

  @Test
  void emptyValue() {
    refuses(new byte[0], "EMPTY_VALUE");
  }

  @Test
  void tombstone() {
    refuses(null, "TOMBSTONE");
  }

  @Test
  void garbage() {
    refuses(new byte[] {(byte) 0xde, (byte) 0xad, 0x42}, "UNKNOWN_FORMAT");
  }

  @Test
  void blanksOnly() {
    refuses(json(" \n\t\r"), "UNKNOWN_FORMAT");
  }

  @Test
  void avroTruncatedAtEveryLength() {
    refuses(Arrays.copyOf(avro, 1), "UNKNOWN_FORMAT");
    for (int length = 2; length < avro.length; length++) {
      refuses(Arrays.copyOf(avro, length), "MALFORMED_AVRO");
    }
  }

  @Test
  void avroWithTrailingBytes() {
    refuses(Arrays.copyOf(avro, avro.length + 1), "TRAILING_BYTES");
    byte[] twice = Arrays.copyOf(avro, 2 * avro.length);
    System.arraycopy(avro, 0, twice, avro.length, avro.length);
    refuses(twice, "TRAILING_BYTES");
  }

  @Test
  void confluentFraming() {
    byte[] framed = new byte[avro.length];
    framed[4] = 17;
    refuses(framed, "UNSUPPORTED_FRAMING");
  }

  @Test
  void unknownFingerprint() {
    byte[] foreign = avro.clone();
    foreign[5] ^= 1;
    refuses(foreign, "UNKNOWN_FINGERPRINT");
  }

  @Test
  void signalOnTheTopicOfExposures() {
    refuses(
        RecordCodec.of(io.flyball.schemas.FeedbackSignal.class).encode(Fixtures.click()),
        "UNKNOWN_FINGERPRINT");
  }

  @Test
  void invalidUtf8InAvro() {
    byte[] broken = avro.clone();
    int e = indexOf(broken, (byte) 0xc3, AvroRecords.HEADER);
    broken[e] = (byte) 0xff;
    refuses(broken, "INVALID_UTF8");
  }

  @Test
  void textThatClaimsTwoGigabytes() {
    byte[] claim = Arrays.copyOf(avro, AvroRecords.HEADER + 5);
    byte[] twoGigabytes = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
    System.arraycopy(twoGigabytes, 0, claim, AvroRecords.HEADER, 5);
    refuses(claim, "MALFORMED_AVRO");
  }

  @Test
  void twoMegabyteValue() {
    byte[] large = new byte[2 << 20];
    System.arraycopy(avro, 0, large, 0, avro.length);
    refuses(large, "TOO_LARGE");
  }

  @Test
  void limitIsTheLongestValueAccepted() {
    RecordCodec<Exposure> exact = RecordCodec.of(Exposure.class, avro.length);
    RecordCodec<Exposure> tight = RecordCodec.of(Exposure.class, avro.length - 1);
    assertThat(Fixtures.good(exact.decode(raw(avro)))).isEqualTo(Fixtures.exposure());
    assertThat(Fixtures.refusal(tight.decode(raw(avro))).code()).isEqualTo("TOO_LARGE");
  }

  @Test
  void negativeTimeInAvro() {
    Exposure early = Fixtures.exposure();
    early.setTime(java.time.Instant.ofEpochMilli(-1));
    refuses(codec.encode(early), "OUT_OF_RANGE:time");
  }

  @Test
  void enumIndexBeyondTheSchema() {
    Exposure plain = Fixtures.exposure();
    byte[] bytes = codec.encode(plain);
    // position 3 and itemSource AI stand side by side as the zigzag numbers 6 and 4
    int at = indexOf(bytes, (byte) 6, bytes.length - 40);
    while (bytes[at + 1] != 4) {
      at = indexOf(bytes, (byte) 6, at + 1);
    }
    bytes[at + 1] = 20;
    refuses(bytes, "MALFORMED_AVRO");
  }

  private void refuses(byte[] value, String code) {
    assertThat(Fixtures.refusal(codec.decode(raw(value))).code()).isEqualTo(code);
    assertThat(Fixtures.good(codec.decode(raw(avro)))).isEqualTo(Fixtures.exposure());
  }

  private static int indexOf(byte[] bytes, byte wanted, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    throw new AssertionError("no byte " + wanted);
  }
}
