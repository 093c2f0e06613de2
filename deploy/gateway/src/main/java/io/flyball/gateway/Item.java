package io.flyball.gateway;

import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.util.Map;

/**
 * One record of a body, not decoded yet.
 *
 * @param bytes as they came
 * @param object the record as parsed JSON; null where {@code payload} holds it
 * @param payload the record's bytes; null where {@code object} holds it
 * @param event the event around it; null outside CloudEvents
 * @param refusal why the event around it is refused; null where it is not
 */
@SuppressWarnings("ArrayRecordComponent")
record Item(
    byte[] bytes, Map<String, Object> object, byte[] payload, HttpEvent event, Refusal refusal) {

  static Item of(byte[] bytes) {
    return new Item(bytes, null, bytes, null, null);
  }

  /** A record that the gateway itself has put together. */
  static Item of(byte[] bytes, Map<String, Object> object) {
    return new Item(bytes, object, null, null, null);
  }

  static Item refused(byte[] bytes, Refusal refusal) {
    return new Item(bytes, null, null, null, refusal);
  }

  static Item of(byte[] bytes, HttpEvent event) {
    if (event.bytes() != null) {
      return new Item(bytes, null, event.bytes(), event, null);
    }
    if (event.object() instanceof Map<?, ?> data) {
      @SuppressWarnings("unchecked") // the JSON reader makes no other maps
      Map<String, Object> object = (Map<String, Object>) data;
      return new Item(bytes, object, null, event, null);
    }
    return refused(bytes, Refusal.of(Reason.BAD_TYPE, "data", "the event's data is a JSON object"));
  }
}
