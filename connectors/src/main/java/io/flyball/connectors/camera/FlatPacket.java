package io.flyball.connectors.camera;

import io.flyball.core.camera.TriggerColumns;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One decompressed AEDAT 4 packet: a size-prefixed FlatBuffer whose root table holds a vector as
 * its first field.
 */
final class FlatPacket {
  private final int end;
  private final String identifier;
  private final ByteBuffer buffer;
  private final FlatTable root;

  FlatPacket(byte[] bytes, int from, int to) {
    end = to;
    if (to - from < 12) {
      throw new IllegalArgumentException("A FlatBuffer of " + (to - from) + " bytes.");
    }
    identifier = new String(bytes, from + 8, 4, StandardCharsets.ISO_8859_1);
    buffer = ByteBuffer.wrap(bytes, 0, to).order(ByteOrder.LITTLE_ENDIAN);
    root = FlatTable.at(buffer, from + 4);
  }

  boolean holds(String kind) {
    return identifier.equals(kind);
  }

  /** Number of elements of the vector. */
  int elements() {
    return root.vectorLength(0);
  }

  /** Index of the first of {@code n} elements, after checking that all lie inside the packet. */
  int start(int n, int bytesEach) {
    if (n == 0) {
      return 0;
    }
    int start = root.vectorStart(0);
    if (n < 0 || start < 0 || start + (long) n * bytesEach > end) {
      throw new IllegalArgumentException("A vector that reaches past its packet.");
    }
    return start;
  }

  /** Adds the edges of the external input; a pulse is one rising edge. */
  void triggers(TriggerColumns out) {
    int n = elements();
    int start = start(n, 4);
    for (int i = 0; i < n; i++) {
      FlatTable trigger = FlatTable.at(buffer, start + 4 * i);
      int kind = trigger.i8(1, 0);
      if (kind >= 1 && kind <= 3) {
        out.add(trigger.i64(0, 0), 0, kind == 2 ? 0 : 1);
      }
    }
  }
}
