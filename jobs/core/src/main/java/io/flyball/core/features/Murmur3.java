package io.flyball.core.features;

import java.nio.charset.StandardCharsets;

/**
 * MurmurHash3 x86_32 (Austin Appleby, public domain), as {@code common/hash.h} of Vowpal Wabbit has
 * it. Cost: some nanoseconds and one for each four bytes.
 */
public final class Murmur3 {
  private static final int C1 = 0xcc9e2d51;
  private static final int C2 = 0x1b873593;

  private Murmur3() {}

  /** Of the UTF-8 bytes of a text. */
  public static int hash(String text, int seed) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return hash(bytes, 0, bytes.length, seed);
  }

  /** Of the bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public static int hash(byte[] bytes, int from, int to, int seed) {
    int h = seed;
    int at = from;
    for (; at + 4 <= to; at += 4) {
      int k =
          (bytes[at] & 0xff)
              | (bytes[at + 1] & 0xff) << 8
              | (bytes[at + 2] & 0xff) << 16
              | (bytes[at + 3] & 0xff) << 24;
      h = Integer.rotateLeft(h ^ mix(k), 13) * 5 + 0xe6546b64;
    }
    int k = 0;
    for (int i = to - 1; i >= at; i--) {
      k = k << 8 | (bytes[i] & 0xff);
    }
    h ^= mix(k);
    h ^= to - from;
    h = (h ^ h >>> 16) * 0x85ebca6b;
    h = (h ^ h >>> 13) * 0xc2b2ae35;
    return h ^ h >>> 16;
  }

  private static int mix(int k) {
    return Integer.rotateLeft(k * C1, 15) * C2;
  }
}
