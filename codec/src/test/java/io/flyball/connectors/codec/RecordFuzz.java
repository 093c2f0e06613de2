package io.flyball.connectors.codec;

import static io.flyball.connectors.codec.Fixtures.good;
import static io.flyball.connectors.codec.Fixtures.raw;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.flyball.schemas.DecisionRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Any bytes are a record or a refusal, and a record survives its own encoding. Guided by coverage
 * under {@code -Pfuzz}; else the inputs kept in {@code RecordFuzzInputs}.
 */
class RecordFuzz {
  private static final RecordCodec<DecisionRequest> CODEC = RecordCodec.of(DecisionRequest.class);
  private static final byte[] KNOWN = Arrays.copyOf(CODEC.encode(request()), AvroRecords.HEADER);

  /** Enough for a thousand times its bytes; a length that is claimed would be gigabytes. */
  private static final long FIXED = 8 << 20;

  private static final long A_BYTE = 1000;

  @FuzzTest
  void avroBehindAKnownFingerprintIsAnswered(byte[] body) throws Exception {
    byte[] framed = Arrays.copyOf(KNOWN, KNOWN.length + body.length);
    System.arraycopy(body, 0, framed, KNOWN.length, body.length);
    answered(raw(framed));
  }

  @FuzzTest
  void anyBytesAreAnswered(byte[] bytes) throws Exception {
    answered(raw(bytes));
  }

  @FuzzTest
  void eventsAreAnswered(byte[] bytes) throws Exception {
    // The first line of the input is the headers, "name=value;name=value".
    String text = new String(bytes, UTF_8);
    int end = Math.max(0, text.indexOf('\n'));
    Map<String, byte[]> headers = new HashMap<>();
    headers.put("ce_specversion", "1.0".getBytes(UTF_8));
    for (String header : text.substring(0, end).split(";")) {
      int equal = header.indexOf('=');
      if (equal > 0) {
        headers.put(
            "ce_" + header.substring(0, equal), header.substring(equal + 1).getBytes(UTF_8));
      }
    }
    answered(raw(text.substring(end).getBytes(UTF_8), headers));
  }

  private static void answered(RawRecord raw) throws Exception {
    BoundedMemory.within(
        FIXED + A_BYTE * raw.value().length,
        () -> {
          if (CODEC.decode(raw) instanceof Decoded.Good<DecisionRequest> read) {
            byte[] again = CODEC.encode(read.value());
            if (!read.value().equals(good(CODEC.decode(raw(again))))) {
              throw new AssertionError("another record after its encoding: " + read.value());
            }
          }
        });
  }

  private static DecisionRequest request() {
    return DecisionRequest.newBuilder()
        .setId("p/d")
        .setTime(Fixtures.NOON)
        .setArms(List.of())
        .build();
  }
}
