package io.flyball.connectors.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A batch of CloudEvents: a JSON array whose elements are events in structured mode. It is taken
 * apart before its events are decoded, so that one that is refused does not take others with it.
 */
public final class EventBatch {
  private static final JsonFactory FACTORY = new JsonFactory();

  private EventBatch() {}

  /**
   * The values in a batch; the value itself where it is none: where it is broken, or holds more
   * than objects.
   */
  public static List<byte[]> values(byte[] value) {
    if (!isArray(value)) {
      return Collections.singletonList(value);
    }
    List<byte[]> values = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(value)) {
      parser.nextToken();
      for (JsonToken next = parser.nextToken();
          next != JsonToken.END_ARRAY;
          next = parser.nextToken()) {
        if (next != JsonToken.START_OBJECT) {
          return List.of(value);
        }
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int to = (int) parser.currentLocation().getByteOffset();
        values.add(Arrays.copyOfRange(value, from, to));
      }
      return values.isEmpty() || parser.nextToken() != null ? List.of(value) : values;
    } catch (IOException | RuntimeException e) {
      return List.of(value);
    }
  }

  private static boolean isArray(byte[] value) {
    if (value != null) {
      for (byte b : value) {
        if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
          return b == '[';
        }
      }
    }
    return false;
  }
}
