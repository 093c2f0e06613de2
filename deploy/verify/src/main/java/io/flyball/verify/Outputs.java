package io.flyball.verify;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records that jobs wrote. */
final class Outputs {
  private Outputs() {}

  /**
   * What an output says.
   *
   * @throws IllegalStateException when it cannot be read: that is a bug of the job
   */
  static <T extends SpecificRecord> T decode(
      RecordCodec<T> codec, ConsumerRecord<byte[], byte[]> output) {
    RawRecord raw =
        new RawRecord(
            output.topic(),
            output.partition(),
            output.offset(),
            output.timestamp(),
            output.key(),
            output.value(),
            Map.of());
    if (codec.decode(raw) instanceof Decoded.Good<T> good) {
      return good.value();
    }
    throw new IllegalStateException("unreadable output in " + output.topic());
  }
}
