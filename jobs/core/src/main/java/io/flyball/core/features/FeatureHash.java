package io.flyball.core.features;

import java.nio.charset.StandardCharsets;

/**
 * From names to 32 bits, as Vowpal Wabbit hashes them ({@code core/hashstring.h}): the hash of a
 * namespace is the seed of its features. A model masks the bits that it has room for.
 *
 * @param all {@code --hash all}: every name by {@link Murmur3}; else {@code --hash strings}: blanks
 *     at both ends are stripped, and a name of digits alone is that number plus the seed
 * @param seed {@code --hash_seed}
 */
public record FeatureHash(boolean all, int seed) {
  /** The default of Vowpal Wabbit. */
  public static final FeatureHash STRINGS = new FeatureHash(false, 0);

  /** Index of the constant feature before it is masked. */
  public static final int CONSTANT = 11650396;

  private static final int PRIME = 16777619;

  /** Of a namespace; a nameless one is 0 where the seed is. */
  public int namespace(String name) {
    if (name.isEmpty()) {
      return seed == 0 ? 0 : Murmur3.hash("", seed);
    }
    return hash(name, seed);
  }

  /** Of a feature of a namespace. */
  public int feature(String name, int namespace) {
    return hash(name, namespace);
  }

  /** Of a text value: the name is the seed of the value. */
  public int chained(String name, String value, int namespace) {
    return hash(value, hash(name, namespace));
  }

  private int hash(String name, int by) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (all) {
      return Murmur3.hash(bytes, 0, bytes.length, by);
    }
    int from = 0;
    int to = bytes.length;
    while (from < to && blank(bytes[from])) {
      from++;
    }
    while (to > from && blank(bytes[to - 1])) {
      to--;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return Murmur3.hash(bytes, from, to, by);
      }
      number = 10 * number + bytes[i] - '0';
    }
    return (int) (number + by);
  }

  private static boolean blank(byte b) {
    return b >= 0 && b <= 0x20;
  }

  /** Index of the product of two features, not yet masked. */
  public static int pair(int i, int j) {
    return PRIME * i ^ j;
  }

  /** Index of the product of three features, not yet masked. */
  public static int triple(int i, int j, int k) {
    return PRIME * (PRIME * i ^ j) ^ k;
  }
}
