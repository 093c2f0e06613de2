package io.flyball.connectors.codec;

import java.util.Collections;
import java.util.List;

/** A batch of CloudEvents: a JSON array whose elements are events in structured mode. */
public final class EventBatch {
  private EventBatch() {}

  /**
   * The values in a batch; the value itself where it is none: where it is broken, empty, or holds
   * more than objects.
   */
  public static List<byte[]> values(byte[] value) {
    if (value != null && JsonGrammar.isArray(value)) {
      try {
        List<byte[]> values = JsonGrammar.objects(value);
        return values.isEmpty() ? List.of(value) : values;
      } catch (RefusalException e) {
        return List.of(value);
      }
    }
    return Collections.singletonList(value);
  }
}
