package io.flyball.connectors.codec;

import static io.flyball.core.record.Reason.INVALID_UTF8;
import static io.flyball.core.record.Reason.MALFORMED_AVRO;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Reads Avro's binary encoding from a range of bytes and trusts nothing in it: every length and
 * count is compared with the bytes that remain before anything is allocated, booleans are 0 or 1,
 * variable-length numbers fit their type, texts are valid UTF-8. A fault is a {@link
 * RefusalException} with the position. All state is the range, so {@link #reset} forgets a broken
 * record completely. Arrays of elements that take no bytes (null, empty records) are refused unless
 * empty, because their count cannot be checked. Not thread-safe.
 */
public final class StrictBinaryDecoder extends Decoder {
  private static final byte[] NONE = new byte[0];

  private final StrictUtf8 utf8 = new StrictUtf8();
  private byte[] bytes = NONE;
  private int position;
  private int end;
  private boolean canonical;

  /** Starts at {@code offset} and reads at most {@code length} bytes; the array is not copied. */
  public StrictBinaryDecoder reset(byte[] source, int offset, int length) {
    if (offset < 0 || length < 0 || length > source.length - offset) {
      throw new IllegalArgumentException(
          "range " + offset + "+" + length + " is outside of " + source.length + " bytes");
    }
    bytes = source;
    position = offset;
    end = offset + length;
    canonical = true;
    return this;
  }

  /**
   * Whether what was read is what an encoder writes for it, byte for byte: numbers as short as they
   * can be, a list in one block without its size, at most one entry in a map.
   */
  boolean isCanonical() {
    return canonical;
  }

  /** The count of the block after the first. */
  long nextBlock() throws RefusalException {
    long count = readBlockCount();
    canonical &= count == 0;
    return count;
  }

  /** Entries of a map were read: no order of several of them is the encoder's for sure. */
  void inAnyOrder(long entries) {
    canonical &= entries <= 1;
  }

  /** Index into the array of the next unread byte. */
  public int position() {
    return position;
  }

  /** Bytes not yet read. */
  public int remaining() {
    return end - position;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws RefusalException {
    int at = claim(1);
    return switch (bytes[at]) {
      case 0 -> false;
      case 1 -> true;
      default -> throw malformed(at, "a boolean is 0 or 1, not " + bytes[at]);
    };
  }

  @Override
  public int readInt() throws RefusalException {
    int at = position;
    long value = readLong();
    if (value != (int) value) {
      throw malformed(at, "an int does not fit 32 bits: " + value);
    }
    return (int) value;
  }

  @Override
  public long readLong() throws RefusalException {
    int at = position;
    long raw = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = bytes[claim(1)];
      if (shift == 63 && (b & 0xfe) != 0) {
        break;
      }
      raw |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        canonical &= b > 0 || shift == 0;
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw malformed(at, "a number is longer than 64 bits");
  }

  @Override
  public float readFloat() throws RefusalException {
    return Float.intBitsToFloat(littleEndianInt(claim(Float.BYTES)));
  }

  @Override
  public double readDouble() throws RefusalException {
    int at = claim(Double.BYTES);
    long low = littleEndianInt(at) & 0xffffffffL;
    return Double.longBitsToDouble((long) littleEndianInt(at + 4) << 32 | low);
  }

  @Override
  public String readString() throws RefusalException {
    int length = readLength("text");
    int at = claim(length);
    try {
      return utf8.decode(bytes, at, length);
    } catch (CharacterCodingException e) {
      throw RefusalException.at(at, INVALID_UTF8, "a text of " + length + " bytes is not UTF-8");
    }
  }

  @Override
  public Utf8 readString(Utf8 old) throws RefusalException {
    return new Utf8(readString());
  }

  @Override
  public void skipString() throws RefusalException {
    readString();
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws RefusalException {
    int length = readLength("byte string");
    int at = claim(length);
    return ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, at + length));
  }

  @Override
  public void skipBytes() throws RefusalException {
    claim(readLength("byte string"));
  }

  @Override
  public void readFixed(byte[] target, int start, int length) throws RefusalException {
    System.arraycopy(bytes, claim(length), target, start, length);
  }

  @Override
  public void skipFixed(int length) throws RefusalException {
    claim(length);
  }

  @Override
  public int readEnum() throws RefusalException {
    return readTag("enum");
  }

  @Override
  public int readIndex() throws RefusalException {
    return readTag("union");
  }

  @Override
  public long readArrayStart() throws RefusalException {
    return readBlockCount();
  }

  @Override
  public long arrayNext() throws RefusalException {
    return readBlockCount();
  }

  @Override
  public long skipArray() throws RefusalException {
    return skipBlocks();
  }

  @Override
  public long readMapStart() throws RefusalException {
    return readBlockCount();
  }

  @Override
  public long mapNext() throws RefusalException {
    return readBlockCount();
  }

  @Override
  public long skipMap() throws RefusalException {
    return skipBlocks();
  }

  /** Number of items in the next block; a negative count is followed by the block's byte size. */
  private int readBlockCount() throws RefusalException {
    int at = position;
    long count = readLong();
    if (count < 0) {
      canonical = false;
      long size = readLong();
      if (size < 0 || size > remaining()) {
        throw malformed(at, "a block claims " + size + " of " + remaining() + " bytes");
      }
      count = -count;
    }
    if (count < 0 || count > remaining()) {
      throw malformed(at, "a block claims " + count + " items in " + remaining() + " bytes");
    }
    return (int) count;
  }

  /** Jumps over blocks of known byte size; returns the count of the first one that has none. */
  private long skipBlocks() throws RefusalException {
    while (true) {
      int at = position;
      long count = readLong();
      if (count >= 0) {
        if (count > remaining()) {
          throw malformed(at, "a block claims " + count + " items in " + remaining() + " bytes");
        }
        return count;
      }
      claim(readLength("block"));
    }
  }

  private int readTag(String what) throws RefusalException {
    int at = position;
    int tag = readInt();
    if (tag < 0) {
      throw malformed(at, "the index of a " + what + " is negative: " + tag);
    }
    return tag;
  }

  private int readLength(String what) throws RefusalException {
    int at = position;
    long length = readLong();
    if (length < 0 || length > remaining()) {
      throw malformed(at, "a " + what + " claims " + length + " of " + remaining() + " bytes");
    }
    return (int) length;
  }

  private int claim(int length) throws RefusalException {
    int at = position;
    if (length > end - at) {
      throw malformed(at, "the record ends early");
    }
    position = at + length;
    return at;
  }

  private int littleEndianInt(int at) {
    return (bytes[at] & 0xff)
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }

  private static RefusalException malformed(int at, String message) {
    return RefusalException.at(at, MALFORMED_AVRO, message);
  }
}
