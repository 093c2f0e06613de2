package io.flyball.connectors.camera;

import static io.flyball.connectors.camera.Samples.ascii;
import static io.flyball.connectors.camera.Samples.join;
import static io.flyball.connectors.camera.Samples.le32;
import static io.flyball.connectors.camera.Samples.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Bags and MCAP files byte by byte, as their formats are written down. */
final class RosFiles {
  private RosFiles() {}

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  static byte[] field(String name, byte[] value) {
    byte[] start = ascii(name + "=");
    return join(le32(start.length + value.length), start, value);
  }

  static byte[] record(byte[] header, byte[] data) {
    return join(le32(header.length), header, le32(data.length), data);
  }

  static byte[] op(int op) {
    return field("op", new byte[] {(byte) op});
  }

  static byte[] connection(int id, String topic, String type) {
    return record(
        join(op(7), field("conn", le32(id)), field("topic", ascii(topic))),
        join(field("topic", ascii(topic)), field("type", ascii(type))));
  }

  static byte[] message(int id, byte[] data) {
    return record(join(op(2), field("conn", le32(id)), field("time", le32(1, 2))), data);
  }

  static byte[] chunk(String compression, byte[] packed, int size) {
    return record(
        join(op(5), field("compression", ascii(compression)), field("size", le32(size))), packed);
  }

  static byte[] bag(byte[]... records) {
    return join(
        ascii("#ROSBAG V2.0\n"),
        record(join(op(3), field("index_pos", new byte[8])), new byte[40]),
        join(records));
  }

  static byte[] mcap(int op, byte[] content) {
    byte[] length =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(content.length).array();
    return join(new byte[] {(byte) op}, length, content);
  }

  static byte[] string(String text) {
    return join(le32(text.length()), ascii(text));
  }

  static byte[] u16(int... values) {
    ByteBuffer b = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int v : values) {
      b.putShort((short) v);
    }
    return b.array();
  }

  static byte[] schemaChannelMessage(String type, String topic, byte[] message) {
    byte[] times = hex("02ca9a3b00000000 02ca9a3b00000000");
    return join(
        mcap(3, join(u16(1), string(type), string("ros2msg"), le32(0))),
        mcap(4, join(u16(1, 1), string(topic), string("cdr"), le32(0))),
        mcap(5, join(u16(1), le32(0), times, message)));
  }

  static byte[] mcapFile(String compression, byte[] packed, byte[] plain) {
    CRC32 crc = new CRC32();
    crc.update(plain);
    byte[] magic = hex("894d434150300d0a");
    byte[] time = hex("02ca9a3b00000000");
    byte[] size =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(plain.length).array();
    byte[] length =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(packed.length).array();
    return join(
        magic,
        mcap(1, join(string("ros2"), string(""))),
        mcap(
            6,
            join(
                time, time, size, le32((int) crc.getValue()), string(compression), length, packed)),
        mcap(15, new byte[4]),
        mcap(2, new byte[20]),
        magic);
  }

  /** A message of the package event_camera_msgs, in CDR. */
  static byte[] packet(long number, long base, String encoding, byte[] events) {
    byte[] name = ascii(encoding);
    byte[] front =
        join(
            hex("00010000 00000000 00000000 01000000 00"),
            new byte[3],
            le32(720, 1280),
            ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .putLong(base)
                .array(),
            le32(name.length + 1),
            name,
            new byte[2]);
    byte[] padded = Arrays.copyOf(front, (front.length + 3) / 4 * 4);
    return join(padded, le32(events.length), events);
  }
}
