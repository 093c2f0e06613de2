package io.flyball.connectors.camera;

import com.github.luben.zstd.Zstd;
import io.jhdf.filter.Filter;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import net.jpountz.lz4.LZ4Factory;

/**
 * Unpacks the chunks of an HDF5 dataset that the Blosc filter packed, as DSEC does: LZ4, zlib or
 * Zstandard, with or without its byte shuffle.
 *
 * <pre>
 *   u8 version, u8 codec version, u8 flags, u8 type size, u32 bytes, u32 block size, u32 packed
 *   flags: 1 byte shuffle, 2 plain copy, 4 bit shuffle, 0x10 blocks are not split, 7:5 codec
 *   then i32 starts of the blocks, from the first byte; a block is splits of (i32 length, data)
 * </pre>
 *
 * Source: Blosc/c-blosc, README_CHUNK_FORMAT and blosc.c.
 */
final class BloscFilter implements Filter {
  private static final int ID = 32001;
  private static final int HEADER = 16;
  private static final int LARGEST = 1 << 28;
  private static final int MOST_SPLITS = 16;
  private static final int LEAST_SPLIT = 128;
  private static final int SHUFFLE = 1;
  private static final int COPY = 2;
  private static final int BIT_SHUFFLE = 4;
  private static final int WHOLE_BLOCKS = 0x10;

  @Override
  public int getId() {
    return ID;
  }

  @Override
  public String getName() {
    return "blosc";
  }

  /** Throws IllegalArgumentException for data that are broken or packed in another way. */
  @Override
  public byte[] decode(byte[] in, int[] settings) {
    try {
      return unpack(in);
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("Broken Blosc data.", e);
    }
  }

  private static byte[] unpack(byte[] in) {
    int flags = in[2];
    int type = Math.max(1, in[3] & 0xff);
    int size = LittleEndian.i32(in, 4);
    int block = LittleEndian.i32(in, 8);
    if (size < 0 || size > LARGEST || (size > 0 && block < 1)) {
      throw new IllegalArgumentException("Broken Blosc data: " + size + " bytes.");
    }
    byte[] out = new byte[size];
    if ((flags & COPY) != 0) {
      System.arraycopy(in, HEADER, out, 0, size);
      return out;
    }
    if ((flags & BIT_SHUFFLE) != 0) {
      throw new IllegalArgumentException("Blosc data with a bit shuffle are not read.");
    }
    byte[] plain = new byte[Math.min(block, size)];
    for (int k = 0, at = 0; at < size; k++, at += block) {
      int length = Math.min(block, size - at);
      boolean split =
          (flags & WHOLE_BLOCKS) == 0
              && type <= MOST_SPLITS
              && block / type >= LEAST_SPLIT
              && length == block;
      int parts = split ? type : 1;
      int from = LittleEndian.i32(in, HEADER + 4 * k);
      int part = length / parts;
      for (int s = 0; s < parts; s++) {
        int packed = LittleEndian.i32(in, from);
        part(in, from + 4, packed, plain, s * part, part, flags >>> 5 & 7);
        from += 4 + packed;
      }
      if ((flags & SHUFFLE) != 0 && type > 1) {
        unshuffle(plain, length, type, out, at);
      } else {
        System.arraycopy(plain, 0, out, at, length);
      }
    }
    return out;
  }

  private static void part(
      byte[] in, int from, int packed, byte[] out, int to, int length, int codec) {
    if (packed < 0 || packed > in.length - from) {
      throw new IndexOutOfBoundsException("A split past its chunk.");
    }
    if (packed == length) {
      System.arraycopy(in, from, out, to, length);
      return;
    }
    long found =
        switch (codec) {
          case 1 ->
              LZ4Factory.fastestJavaInstance()
                  .safeDecompressor()
                  .decompress(in, from, packed, out, to, length);
          case 3 -> inflate(in, from, packed, out, to, length);
          case 4 -> Zstd.decompressByteArray(out, to, length, in, from, packed);
          default ->
              throw new IllegalArgumentException(
                  "Blosc data of codec " + codec + " are not read; LZ4, zlib and Zstandard are.");
        };
    if (found != length) {
      throw new IllegalArgumentException("Broken Blosc data: a split of " + found + " bytes.");
    }
  }

  private static int inflate(byte[] in, int from, int packed, byte[] out, int to, int length) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(in, from, packed);
      return inflater.inflate(out, to, length);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("Broken zlib data in a Blosc chunk.", e);
    } finally {
      inflater.end();
    }
  }

  /** Bytes of all elements stand by their place in an element; what is over stands at the end. */
  private static void unshuffle(byte[] in, int length, int type, byte[] out, int to) {
    int elements = length / type;
    for (int b = 0; b < type; b++) {
      for (int e = 0; e < elements; e++) {
        out[to + e * type + b] = in[b * elements + e];
      }
    }
    int whole = elements * type;
    System.arraycopy(in, whole, out, to + whole, length - whole);
  }
}
