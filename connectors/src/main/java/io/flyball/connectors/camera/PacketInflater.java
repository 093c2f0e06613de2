package io.flyball.connectors.camera;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** Decompresses packets of AEDAT 4 and chunks of ROS recordings, never to more than a limit. */
final class PacketInflater {
  private static final int NONE = 0;
  private static final int BZ2 = 5;
  private static final int LARGEST = 1 << 26;

  private final int compression;
  private final Lz4Frames lz4 = new Lz4Frames(LARGEST);
  private byte[] bytes = new byte[1 << 16];
  private int from;
  private int to;

  /**
   * @param compression as AEDAT 4 numbers it: 0 none, 1 and 2 LZ4, 3 and 4 Zstandard
   */
  PacketInflater(int compression) {
    if (compression < 0 || compression > 4) {
      throw new IllegalArgumentException("Unknown AEDAT 4 compression " + compression + ".");
    }
    this.compression = compression;
  }

  private PacketInflater() {
    this.compression = BZ2;
  }

  /**
   * Unpacks what a container packs by that name: none (or nothing), lz4, zstd, bz2.
   *
   * @throws IllegalArgumentException for any other
   */
  static PacketInflater named(String compression) {
    return switch (compression) {
      case "", "none" -> new PacketInflater(NONE);
      case "lz4" -> new PacketInflater(1);
      case "zstd" -> new PacketInflater(3);
      case "bz2" -> new PacketInflater();
      default -> throw new IllegalArgumentException("Unknown compression " + compression + ".");
    };
  }

  /** The array that holds the last packet, from {@link #from()} to {@link #to()}. */
  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** Decompresses one packet; throws IllegalArgumentException when it is broken. */
  void inflate(byte[] in, int start, int length) {
    if (compression == NONE) {
      bytes = in;
      from = start;
      to = start + length;
    } else if (compression <= 2) {
      from = 0;
      to = lz4.decompress(in, start, start + length);
      bytes = lz4.output();
    } else {
      stream(in, start, length);
    }
  }

  private void stream(byte[] in, int start, int length) {
    from = 0;
    to = 0;
    ByteArrayInputStream packed = new ByteArrayInputStream(in, start, length);
    try (InputStream stream =
        compression == BZ2
            ? new BZip2CompressorInputStream(packed)
            : new ZstdInputStreamNoFinalizer(packed)) {
      while (true) {
        int n = stream.read(bytes, to, bytes.length - to);
        if (n < 0) {
          return;
        }
        to += n;
        if (to == bytes.length) {
          if (to >= LARGEST) {
            throw new IllegalArgumentException("A packet of more than " + LARGEST + " bytes.");
          }
          bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("Broken packed data.", e);
    }
  }
}
