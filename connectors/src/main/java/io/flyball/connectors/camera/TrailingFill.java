package io.flyball.connectors.camera;

import java.util.Arrays;

/**
 * Tells fill at the end of a file from records: holds back the bytes at the end of each piece that
 * all have one value, until something else follows them or the file ends.
 *
 * <p>Cost: a look at the last bytes of a piece, whatever its length; no bytes are kept.
 */
final class TrailingFill {
  private static final int CHUNK = 1 << 14;

  private final int unit;
  private final int least;
  private byte value;
  private long length;

  /** Takes bytes that turn out to be records. */
  interface Records {
    void decode(byte[] bytes, int from, int to);
  }

  /**
   * @param unit bytes of a record: fill begins between two of them
   * @param least the shortest fill
   */
  TrailingFill(int unit, int least) {
    this.unit = unit;
    this.least = least;
  }

  /**
   * Takes a piece, and hands on what cannot be fill.
   *
   * @param ahead bytes of records before the piece, held back or not
   */
  void take(byte[] bytes, int from, int to, long ahead, Records records) {
    if (from == to) {
      return;
    }
    int start = to;
    byte last = bytes[to - 1];
    while (start > from && bytes[start - 1] == last) {
      start--;
    }
    if (start == from && length > 0 && last == value) {
      length += to - from;
      return;
    }
    release(records);
    long misplaced = (ahead + start - from) % unit;
    start = (int) Math.min(to, misplaced == 0 ? start : start + unit - misplaced);
    if (start > from) {
      records.decode(bytes, from, start);
    }
    value = last;
    length = (long) to - start;
  }

  /**
   * Ends the file: hands on what is held back unless it is fill; returns the length of the fill.
   */
  long end(Records records) {
    if (length < least) {
      release(records);
    }
    return length;
  }

  private void release(Records records) {
    if (length == 0) {
      return;
    }
    byte[] same = new byte[(int) Math.min(CHUNK, length)];
    Arrays.fill(same, value);
    while (length > 0) {
      int n = (int) Math.min(same.length, length);
      records.decode(same, 0, n);
      length -= n;
    }
  }
}
