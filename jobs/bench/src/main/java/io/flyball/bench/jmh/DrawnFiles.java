package io.flyball.bench.jmh;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Drawn events of a DAVIS346 in the formats that are read and not written elsewhere. */
final class DrawnFiles {
  static final Geometry SENSOR = new Geometry(346, 260);
  private static final int RIGHT = SENSOR.width() - 1;
  private static final int BOTTOM = SENSOR.height() - 1;
  private static final int PACKET = 4096;

  private DrawnFiles() {}

  static byte[] aedat2(EventColumns events) {
    byte[] head =
        ascii("#!AER-DAT2.0\r\n# AEChip: eu.seebetter.Davis346red\r\n#End Of ASCII Header\r\n");
    ByteBuffer b = ByteBuffer.allocate(head.length + 8 * events.size()).put(head);
    for (int i = 0; i < events.size(); i++) {
      b.putInt(
          ((BOTTOM - events.y(i)) << 22) | ((RIGHT - events.x(i)) << 12) | (events.p(i) << 11));
      b.putInt((int) events.t(i));
    }
    return b.array();
  }

  static byte[] aedat31(EventColumns events) {
    byte[] head = ascii("#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DAVIS346\r\n#!END-HEADER\r\n");
    int packets = (events.size() + PACKET - 1) / PACKET;
    ByteBuffer b =
        ByteBuffer.allocate(head.length + 28 * packets + 8 * events.size())
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(head);
    for (int i = 0; i < events.size(); i++) {
      if (i % PACKET == 0) {
        int n = Math.min(PACKET, events.size() - i);
        b.putShort((short) 1).putShort((short) 1).putInt(8).putInt(4).putInt(0);
        b.putInt(n).putInt(n).putInt(n);
      }
      b.putInt(1 | (events.p(i) << 1) | (events.y(i) << 2) | (events.x(i) << 17));
      b.putInt((int) events.t(i));
    }
    return b.array();
  }

  /** Event Stream 2 of type DVS; the pauses fit into the byte of each event. */
  static byte[] es(EventColumns events) {
    ByteBuffer b = ByteBuffer.allocate(20 + 5 * events.size()).order(ByteOrder.LITTLE_ENDIAN);
    b.put(ascii("Event Stream")).put(new byte[] {2, 0, 0, 1});
    b.putShort((short) SENSOR.width()).putShort((short) SENSOR.height());
    long t = 0;
    for (int i = 0; i < events.size(); i++) {
      b.put((byte) (((events.t(i) - t) << 1) | events.p(i)));
      b.putShort((short) events.x(i)).putShort((short) (BOTTOM - events.y(i)));
      t = events.t(i);
    }
    return b.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
