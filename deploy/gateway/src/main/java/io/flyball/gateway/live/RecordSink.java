package io.flyball.gateway.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A point for each record, with its place in the topic. */
final class RecordSink<T extends SpecificRecord> implements TopicSink {
  /** A record whose JSON is longer is not shown. */
  static final int LONGEST = 128 << 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecordReading<T> reading;
  private final Function<? super T, String> shown;
  private final Ring ring;
  private long unreadable;

  /**
   * @param shown a record as JSON
   */
  RecordSink(RecordReading<T> reading, Function<? super T, String> shown, Ring ring) {
    this.reading = reading;
    this.shown = shown;
    this.ring = ring;
  }

  /** A record whole. */
  static String whole(SpecificRecord record) {
    return JsonWriter.write(record);
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    Decoded<T> decoded = reading.decode(record);
    Refusal refusal;
    if (decoded instanceof Decoded.Good<T> good) {
      try {
        String text = shown.apply(good.value());
        if (text.length() <= LONGEST) {
          String head = place(record).toString();
          String point = head.substring(0, head.length() - 1) + ",\"record\":" + text + "}";
          ring.add(null, record.timestamp(), point.getBytes(UTF_8));
          return;
        }
        refusal = Refusal.of(Reason.TOO_LARGE, "", "the record is too long to be shown");
      } catch (IllegalArgumentException e) {
        refusal = Refusal.of(Reason.OUT_OF_RANGE, "", e.getMessage());
      }
    } else {
      refusal = ((Decoded.Refused<T>) decoded).refusal();
    }
    unreadable++;
    ObjectNode point = place(record);
    point
        .putObject("unreadable")
        .put("reason", refusal.reason().name())
        .put("field", refusal.field())
        .put("message", refusal.message())
        .put("bytes", record.value() == null ? 0 : record.value().length);
    ring.add(null, record.timestamp(), point.toString().getBytes(UTF_8));
  }

  private static ObjectNode place(ConsumerRecord<byte[], byte[]> record) {
    return JSON.createObjectNode()
        .put("topic", record.topic())
        .put("partition", record.partition())
        .put("offset", record.offset())
        .put("timestamp", record.timestamp());
  }

  @Override
  public void flush() {
    // Points are in the ring already.
  }

  @Override
  public long unreadable() {
    return unreadable;
  }

  @Override
  public long late() {
    return 0;
  }
}
