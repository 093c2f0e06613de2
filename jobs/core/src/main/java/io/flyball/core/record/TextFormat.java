package io.flyball.core.record;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The byte form of a text of any length, for state and packed records. A text of up to 65,534 bytes
 * is written as {@link DataOutput#writeUTF} writes it: two bytes of length, then modified UTF-8. A
 * longer one starts with {@code FF FF FF}, which no such text does, because {@code FF} begins no
 * character; its number of chars (int) and the chars follow. So everything that {@code writeUTF}
 * ever wrote is read as it was. Any text survives, half surrogate pairs included. Linear cost.
 */
public final class TextFormat {
  private static final int LONGEST_SHORT_FORM = 0xFFFE;
  private static final int LONG_FORM = 0xFFFF;
  private static final int MOST_BYTES_A_CHAR = 3;

  private TextFormat() {}

  public static void write(String text, DataOutput out) throws IOException {
    if (fitsShortForm(text)) {
      out.writeUTF(text);
      return;
    }
    byte[] chars = new byte[Math.multiplyExact(text.length(), Character.BYTES)];
    ByteBuffer.wrap(chars).asCharBuffer().put(text);
    out.writeShort(LONG_FORM);
    out.writeByte(0xFF);
    out.writeInt(text.length());
    out.write(chars);
  }

  /** Reads what {@link #write} or {@code writeUTF} wrote. */
  public static String read(DataInput in) throws IOException {
    int length = in.readUnsignedShort();
    if (length < LONG_FORM) {
      return shortForm(length, Short.BYTES, new byte[Short.BYTES + length], in);
    }
    byte first = in.readByte();
    if (first == (byte) 0xFF) {
      byte[] chars = new byte[Math.multiplyExact(in.readInt(), Character.BYTES)];
      in.readFully(chars);
      return ByteBuffer.wrap(chars).asCharBuffer().toString();
    }
    byte[] form = new byte[Short.BYTES + length];
    form[Short.BYTES] = first;
    return shortForm(length, Short.BYTES + 1, form, in);
  }

  private static String shortForm(int length, int from, byte[] form, DataInput in)
      throws IOException {
    in.readFully(form, from, form.length - from);
    int sign = 0;
    for (int i = Short.BYTES; i < form.length; i++) {
      sign |= form[i];
    }
    if (sign >= 0) {
      return new String(form, Short.BYTES, length, StandardCharsets.ISO_8859_1);
    }
    form[0] = (byte) (length >>> 8);
    form[1] = (byte) length;
    return new DataInputStream(new ByteArrayInputStream(form)).readUTF();
  }

  private static boolean fitsShortForm(String text) {
    if (text.length() <= LONGEST_SHORT_FORM / MOST_BYTES_A_CHAR) {
      return true;
    }
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c >= 1 && c < 0x80 ? 1 : c < 0x800 ? 2 : MOST_BYTES_A_CHAR;
    }
    return bytes <= LONGEST_SHORT_FORM;
  }
}
