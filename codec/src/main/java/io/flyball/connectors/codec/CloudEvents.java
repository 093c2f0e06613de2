package io.flyball.connectors.codec;

import io.flyball.core.record.EventIdentity;
import io.flyball.core.record.Reason;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Fills what a record does not say itself from the attributes of its CloudEvent (CloudEvents 1.0):
 * those are headers in binary mode (Kafka protocol binding 1.0.2, section 3.2) and members of the
 * envelope in structured mode, see {@link CloudEvent}. An empty {@code id} comes from {@code
 * source} and {@code id}, which together name an event; a {@code time} of 0 from {@code time}, else
 * from the event's arrival, for {@code time} is optional there. Attributes that are not needed are
 * not looked at.
 */
final class CloudEvents {
  static final String ID = "ce_id";
  static final String SOURCE = "ce_source";
  static final String TIME = "ce_time";

  private final StrictUtf8 utf8;
  private final int id;
  private final int time;

  CloudEvents(Schema schema, StrictUtf8 utf8) {
    this.utf8 = utf8;
    Schema.Field idField = schema.getField("id");
    Schema.Field timeField = schema.getField("time");
    id = idField != null && idField.schema().getType() == Schema.Type.STRING ? idField.pos() : -1;
    time = timeField != null && TimeFields.isTime(timeField.schema()) ? timeField.pos() : -1;
  }

  /**
   * Fills in what the record lacks.
   *
   * @param arrival when the event was taken in, epoch ms; 0 when nobody knows
   * @return whether the record was changed
   */
  boolean fill(SpecificRecord record, Map<String, byte[]> headers, long arrival)
      throws RefusalException {
    if (headers.isEmpty()) {
      return false;
    }
    boolean filled = false;
    if (id >= 0 && headers.get(ID) != null && "".equals(record.get(id))) {
      String own = text(ID, headers);
      record.put(
          id, headers.get(SOURCE) == null ? own : EventIdentity.of(text(SOURCE, headers), own));
      filled = true;
    }
    if (time >= 0 && Instant.EPOCH.equals(record.get(time))) {
      if (headers.get(TIME) != null) {
        record.put(time, time(text(TIME, headers)));
        filled = true;
      } else if (headers.get(ID) != null && arrival > 0) {
        filled = SenderClock.fill(record, arrival);
      }
    }
    return filled;
  }

  private static Instant time(String text) throws RefusalException {
    try {
      return TimeFields.require(Timestamps.parse(text));
    } catch (DateTimeException e) {
      throw RefusalException.of(
          Reason.BAD_TYPE, TIME, "ce_time is an RFC 3339 time, not " + JsonTree.quote(text));
    } catch (ArithmeticException e) {
      throw RefusalException.of(Reason.OUT_OF_RANGE, TIME, "no such time: " + text);
    } catch (RefusalException e) {
      throw e.inside(TIME);
    }
  }

  private String text(String name, Map<String, byte[]> headers) throws RefusalException {
    byte[] bytes = headers.get(name);
    try {
      return utf8.decode(bytes);
    } catch (CharacterCodingException e) {
      throw RefusalException.of(Reason.INVALID_UTF8, name, "the header is not UTF-8");
    }
  }
}
