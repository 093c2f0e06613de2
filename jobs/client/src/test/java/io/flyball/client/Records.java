package io.flyball.client;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Records as whoever reads a topic finds them. */
final class Records {
  private Records() {}

  static <T extends SpecificRecord> T decode(RecordCodec<T> codec, byte[] value) {
    Decoded<T> decoded = codec.decode(new RawRecord("t", 0, 0, 0, null, value, Map.of()));
    if (decoded instanceof Decoded.Good<T> good) {
      return good.value();
    }
    throw new AssertionError(decoded);
  }
}
