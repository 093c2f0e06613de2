package io.flyball.connectors.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Avro's binary encoding (specification 1.12) into bytes that grow. Not thread-safe. */
final class AvroBuffer {
  private byte[] bytes = new byte[512];
  private int length;

  /** Forgets all but the first bytes. */
  void cutTo(int kept) {
    length = kept;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  void writeBoolean(boolean value) {
    room(1);
    bytes[length++] = (byte) (value ? 1 : 0);
  }

  /** An int, long, count, index or length: zig-zag, seven bits a byte. */
  void writeLong(long value) {
    room(10);
    long left = (value << 1) ^ (value >> 63);
    while ((left & ~0x7fL) != 0) {
      bytes[length++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[length++] = (byte) left;
  }

  void writeFloat(float value) {
    room(Float.BYTES);
    littleEndian(Float.floatToRawIntBits(value), Float.BYTES);
  }

  void writeDouble(double value) {
    room(Double.BYTES);
    littleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
  }

  private void littleEndian(long bits, int count) {
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) (bits >>> (8 * i));
    }
  }

  /** A text's UTF-8 or a byte string, behind its length. */
  void writeBytes(byte[] value) {
    writeLong(value.length);
    write(value);
  }

  void writeBytes(ByteBuffer value) {
    int count = value.remaining();
    writeLong(count);
    room(count);
    value.duplicate().get(bytes, length, count);
    length += count;
  }

  /** The bytes as they are. */
  void write(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
  }

  private void room(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
