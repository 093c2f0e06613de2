package io.flyball.connectors.camera;

import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one ROS message: packed as in ROS 1, or in CDR as in ROS 2, where a number
 * lies on a multiple of its size, counted from behind the four bytes of encapsulation.
 *
 * <p>Sources: wiki.ros.org/ROS/Technical Overview (serialization), OMG DDS-XTypes, plain CDR. A
 * read past the end of the message throws {@link IndexOutOfBoundsException}.
 */
final class RosBytes {
  private static final int ENCAPSULATION = 4;
  private final byte[] bytes;
  private final int origin;
  private final int to;
  private final boolean cdr;
  private int at;

  RosBytes(byte[] bytes, int from, int to, boolean cdr) {
    this.bytes = bytes;
    this.to = to;
    this.cdr = cdr;
    this.origin = cdr ? from + ENCAPSULATION : from;
    this.at = origin;
    if (cdr && (origin > to || bytes[from + 1] != 1)) {
      throw new IllegalArgumentException("A message that is not in little-endian CDR.");
    }
  }

  /** Index of the next byte. */
  int at() {
    return at;
  }

  int u8() {
    return bytes[take(1, 1)] & 0xff;
  }

  int i32() {
    return LittleEndian.i32(bytes, take(4, 4));
  }

  long i64() {
    return LittleEndian.i64(bytes, take(8, 8));
  }

  /** A count of elements, each of at least so many bytes. */
  int count(int elementBytes) {
    int n = i32();
    if (n < 0 || n > (to - at) / elementBytes) {
      throw new IndexOutOfBoundsException("An array of " + n + " elements past its message.");
    }
    return n;
  }

  String string() {
    int n = count(1);
    int from = take(n, 1);
    int length = cdr ? Math.max(0, n - 1) : n;
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  /** Passes over a std_msgs/Header: (number in ROS 1), time, name of the frame. */
  void header() {
    if (!cdr) {
      i32();
    }
    i32();
    i32();
    string();
  }

  private int take(int length, int size) {
    int start = cdr ? at + Math.floorMod(origin - at, size) : at;
    if (length > to - start) {
      throw new IndexOutOfBoundsException("A field past the end of its message.");
    }
    at = start + length;
    return start;
  }
}
