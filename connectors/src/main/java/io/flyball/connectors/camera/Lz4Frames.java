package io.flyball.connectors.camera;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jpountz.xxhash.XXHashFactory;

/**
 * Decompresses LZ4 frames whose blocks may refer back to earlier blocks, which the stream classes
 * of lz4-java refuse. All blocks go into one contiguous array, so a match into an earlier block is
 * an ordinary copy.
 *
 * <p>Source: LZ4 frame format 1.6.4 and block format. Header and content checksums are verified.
 */
final class Lz4Frames {
  private static final int MAGIC = 0x184D2204;
  private static final int SLACK = 32;

  /** Room for the usual block, so that it grows the array at most once. */
  private static final int BLOCK = 1 << 16;

  /** What a short sequence may read past its token, and write past its beginning. */
  private static final int FAST_INPUT = 18;

  private static final int FAST_OUTPUT = 15 + 24;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final int limit;
  private byte[] out = new byte[1 << 16];
  private int size;

  /**
   * @param limit most bytes to write; a frame that holds more is refused
   */
  Lz4Frames(int limit) {
    this.limit = limit;
  }

  byte[] output() {
    return out;
  }

  /**
   * Decompresses all frames of {@code in[from, to)} into {@link #output()}.
   *
   * @return number of bytes written
   * @throws IllegalArgumentException when the bytes are no such frames
   */
  int decompress(byte[] in, int from, int to) {
    size = 0;
    int at = from;
    try {
      while (at < to) {
        at = frame(in, at, to);
      }
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("The LZ4 frame ends too early.", e);
    }
    return size;
  }

  private int frame(byte[] in, int from, int to) {
    int at = from;
    require(LittleEndian.i32(in, at) == MAGIC, "no LZ4 frame magic");
    int flags = in[at + 4];
    require((flags & 0xC0) == 0x40, "unknown LZ4 frame version");
    boolean blockChecksum = (flags & 0x10) != 0;
    int descriptor = 2 + ((flags & 8) != 0 ? 8 : 0) + ((flags & 1) != 0 ? 4 : 0);
    int hash = XXHashFactory.fastestJavaInstance().hash32().hash(in, at + 4, descriptor, 0);
    require((byte) (hash >>> 8) == in[at + 4 + descriptor], "LZ4 header checksum");
    at += 5 + descriptor;
    int frameStart = size;
    while (true) {
      int word = LittleEndian.i32(in, at);
      at += 4;
      if (word == 0) {
        break;
      }
      int length = word & 0x7fff_ffff;
      require(length <= to - at, "an LZ4 block longer than its packet");
      if (word < 0) {
        room(length);
        System.arraycopy(in, at, out, size, length);
        size += length;
      } else {
        room(Math.min(limit - size, BLOCK));
        block(in, at, at + length, frameStart);
      }
      at += length + (blockChecksum ? 4 : 0);
    }
    if ((flags & 4) != 0) {
      int content =
          XXHashFactory.fastestJavaInstance().hash32().hash(out, frameStart, size - frameStart, 0);
      require(content == LittleEndian.i32(in, at), "LZ4 content checksum");
      at += 4;
    }
    return at;
  }

  /**
   * Decompresses one block. Nearly all sequences of events are a few literals and a short match
   * from eight or more bytes back: those are copied in whole words, past their end, into the slack
   * that the loop keeps.
   */
  private void block(byte[] in, int from, int to, int history) {
    byte[] o = out;
    int n = size;
    int at = from;
    int lastFast = Math.min(to - FAST_INPUT, in.length - FAST_INPUT);
    while (at < to) {
      int token = in[at++] & 0xff;
      int literals = token >>> 4;
      int length = token & 15;
      if (at <= lastFast && literals < 15 && n + FAST_OUTPUT <= o.length) {
        LONG.set(o, n, (long) LONG.get(in, at));
        LONG.set(o, n + 8, (long) LONG.get(in, at + 8));
        at += literals;
        n += literals;
        int distance = (short) SHORT.get(in, at) & 0xffff;
        if (length < 15 && distance >= 8 && distance <= n - history) {
          at += 2;
          int source = n - distance;
          LONG.set(o, n, (long) LONG.get(o, source));
          LONG.set(o, n + 8, (long) LONG.get(o, source + 8));
          LONG.set(o, n + 16, (long) LONG.get(o, source + 16));
          n += length + 4;
          continue;
        }
      } else {
        if (literals == 15) {
          int b;
          do {
            b = in[at++] & 0xff;
            literals += b;
          } while (b == 255 && literals >= 0);
        }
        require(literals >= 0 && literals <= to - at, "LZ4 literals past the block");
        size = n;
        room(literals);
        o = out;
        System.arraycopy(in, at, o, n, literals);
        at += literals;
        n += literals;
        if (at == to) {
          break;
        }
      }
      int distance = LittleEndian.u16(in, at);
      at += 2;
      if (length == 15) {
        int b;
        do {
          b = in[at++] & 0xff;
          length += b;
        } while (b == 255 && length >= 0);
      }
      length += 4;
      require(length > 0 && distance > 0 && distance <= n - history, "LZ4 match out of reach");
      size = n;
      room(length);
      o = out;
      copy(o, n, distance, length);
      n += length;
    }
    size = n;
    require(size <= limit, "more bytes than a packet may hold");
  }

  /** Copies a match; a long one by the machine's copy, a short one eight bytes at a time. */
  private static void copy(byte[] out, int at, int distance, int length) {
    int source = at - distance;
    if (distance >= length && length > 64) {
      System.arraycopy(out, source, out, at, length);
    } else if (distance >= 8) {
      // Up to seven bytes too many are written, which the slack of the array allows.
      for (int i = 0; i < length; i += 8) {
        LONG.set(out, at + i, (long) LONG.get(out, source + i));
      }
    } else {
      for (int i = 0; i < length; i++) {
        out[at + i] = out[source + i];
      }
    }
  }

  private void room(int more) {
    require(more <= limit - size, "more bytes than a packet may hold");
    if (size + more + SLACK > out.length) {
      long twice = Math.min(limit, out.length * 2L);
      out = Arrays.copyOf(out, (int) Math.max(size + (long) more, twice) + SLACK);
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("Broken LZ4 data: " + what + ".");
    }
  }
}
