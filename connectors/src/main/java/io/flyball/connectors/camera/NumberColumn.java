package io.flyball.connectors.camera;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One column of fixed-width numbers in rows of bytes, as NumPy describes it.
 *
 * @param offset of the number in its row
 * @param kind i signed, u unsigned, f floating point, b boolean
 * @param bytes width: 1, 2, 4 or 8
 */
record NumberColumn(int offset, char kind, int bytes, ByteOrder order) {
  /**
   * Reads a type such as {@code <i8}.
   *
   * @throws IllegalArgumentException for a type that is no number
   */
  static NumberColumn parse(String type, int offset) {
    boolean marked = !type.isEmpty() && "<>|=".indexOf(type.charAt(0)) >= 0;
    String plain = marked ? type.substring(1) : type;
    if (!plain.matches("[iu][1248]|f[48]|b1|\\?")) {
      throw new IllegalArgumentException(
          "A column of type '" + type + "' holds no numbers that are read.");
    }
    ByteOrder order = type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return plain.equals("?")
        ? new NumberColumn(offset, 'b', 1, order)
        : new NumberColumn(offset, plain.charAt(0), plain.charAt(1) - '0', order);
  }

  boolean floating() {
    return kind == 'f';
  }

  /** The number of a row as a whole one; a fraction is cut, and NaN is 0. */
  long whole(ByteBuffer rows, int row) {
    int at = row + offset;
    return switch (bytes) {
      case 1 -> kind == 'i' ? rows.get(at) : rows.get(at) & 0xff;
      case 2 -> kind == 'i' ? rows.getShort(at) : rows.getShort(at) & 0xffff;
      case 4 ->
          floating()
              ? (long) rows.getFloat(at)
              : kind == 'i' ? rows.getInt(at) : rows.getInt(at) & 0xffff_ffffL;
      default -> floating() ? (long) rows.getDouble(at) : rows.getLong(at);
    };
  }

  /** The number of a row. */
  double real(ByteBuffer rows, int row) {
    int at = row + offset;
    return floating()
        ? bytes == 4 ? rows.getFloat(at) : rows.getDouble(at)
        : (double) whole(rows, row);
  }
}
