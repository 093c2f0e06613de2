package io.flyball.core.features;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Features as they travel and wait for their reward: three doubles each, sorted, so that the order
 * in which a sender names them is of no effect.
 *
 * <pre>
 *   tag    first byte of the namespace + 256 kind + 1024 (unsigned hash of the name)
 *   index  unsigned hash of the feature: of name and value together for a text
 *   value  finite, never 0
 * </pre>
 *
 * Kinds: number 0, text 1, flag 2, position 3. Cost: n log n to build.
 */
public final class PackedFeatures {
  /** Doubles of one feature. */
  public static final int WIDTH = 3;

  /** What a value was given as. */
  public enum Kind {
    NUMBER(0),
    TEXT(1),
    FLAG(2),
    POSITION(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  private static final int KINDS = 256;
  private static final int NAMES = 1024;
  private static final Comparator<double[]> ORDER =
      Comparator.<double[]>comparingDouble(f -> f[0] % KINDS)
          .thenComparingDouble(f -> f[1])
          .thenComparingDouble(f -> f[0])
          .thenComparingDouble(f -> f[2]);

  private static final int OF_ARMS = FeatureHash.STRINGS.namespace("arm");

  /** Tag of an arm's id. */
  private static final double ID =
      'a'
          + (double) KINDS * Kind.TEXT.code
          + (double) NAMES * Integer.toUnsignedLong(FeatureHash.STRINGS.feature("id", OF_ARMS));

  private final FeatureHash hash;
  private double[][] features = new double[16][];
  private int size;

  public PackedFeatures(FeatureHash hash) {
    this.hash = hash;
  }

  /** A number by its name. */
  public void number(String namespace, String name, double value) {
    int h = hash.feature(name, hash.namespace(namespace));
    add(namespace, Kind.NUMBER, h, h, value);
  }

  /** A flag that is set. */
  public void flag(String namespace, String name) {
    int h = hash.feature(name, hash.namespace(namespace));
    add(namespace, Kind.FLAG, h, h, 1);
  }

  /** A text: name and value are one name, as in JSON of Vowpal Wabbit. */
  public void text(String namespace, String name, String value) {
    int by = hash.namespace(namespace);
    add(namespace, Kind.TEXT, hash.feature(name, by), hash.feature(name + value, by), 1);
  }

  /** The n-th of a list of numbers, from 0. */
  public void position(String namespace, int n, double value) {
    int h = hash.namespace(namespace) + n;
    add(namespace, Kind.POSITION, h, h, value);
  }

  private void add(String namespace, Kind kind, int name, int index, double value) {
    if (value == 0) {
      return;
    }
    if (size == features.length) {
      features = Arrays.copyOf(features, 2 * size);
    }
    double tag =
        firstByte(namespace)
            + (double) KINDS * kind.code
            + (double) NAMES * Integer.toUnsignedLong(name);
    features[size++] = new double[] {tag, Integer.toUnsignedLong(index), value};
  }

  /** First byte of a namespace's UTF-8; that of a blank for a nameless one. */
  static int firstByte(String namespace) {
    if (namespace.isEmpty()) {
      return ' ';
    }
    int c = namespace.codePointAt(0);
    if (c < 0x80) {
      return c;
    }
    return c < 0x800 ? 0xc0 | c >> 6 : c < 0x10000 ? 0xe0 | c >> 12 : 0xf0 | c >> 18;
  }

  /** What was added. */
  public double[] packed() {
    double[][] sorted = Arrays.copyOf(features, size);
    Arrays.sort(sorted, ORDER);
    double[] packed = new double[WIDTH * size];
    for (int i = 0; i < size; i++) {
      System.arraycopy(sorted[i], 0, packed, WIDTH * i, WIDTH);
    }
    return packed;
  }

  /** A dense vector as a list of numbers of a namespace. */
  public static double[] ofDense(String namespace, double[] values) {
    return ofDense(firstByte(namespace), FeatureHash.STRINGS.namespace(namespace), values);
  }

  /** Positions follow one another, so they are sorted but for a turn beyond the largest index. */
  private static double[] ofDense(int firstByte, int hash, double[] values) {
    int n = values.length;
    int turn =
        Math.min(n, (int) Math.min(Integer.MAX_VALUE, (1L << 32) - Integer.toUnsignedLong(hash)));
    double kind = firstByte + (double) KINDS * Kind.POSITION.code;
    double[] packed = new double[WIDTH * n];
    int at = 0;
    for (int i = 0; i < n; i++) {
      int position = i < n - turn ? turn + i : i - (n - turn);
      double value = values[position];
      if (value != 0) {
        double index = Integer.toUnsignedLong(hash + position);
        packed[at] = kind + NAMES * index;
        packed[at + 1] = index;
        packed[at + 2] = value;
        at += WIDTH;
      }
    }
    return at == packed.length ? packed : Arrays.copyOf(packed, at);
  }

  /** Dense vectors of arms; where there are none, each arm's id is its only feature. */
  public static double[][] ofArms(double[][] features, String[] ids) {
    double[][] packed = new double[ids.length][];
    int hash = FeatureHash.STRINGS.namespace("features");
    for (int i = 0; i < ids.length; i++) {
      packed[i] = features.length == 0 ? ofId(ids[i]) : ofDense('f', hash, features[i]);
    }
    return packed;
  }

  /** An id as a text of the namespace {@code arm}. */
  public static double[] ofId(String id) {
    double index = Integer.toUnsignedLong(FeatureHash.STRINGS.feature("id" + id, OF_ARMS));
    return new double[] {ID, index, 1};
  }

  /** First byte of the namespace of the feature at an offset. */
  static int namespace(double[] packed, int at) {
    return (int) ((long) packed[at] & KINDS - 1);
  }

  static int kind(double[] packed, int at) {
    return (int) ((long) packed[at] >> 8 & 3);
  }

  static int name(double[] packed, int at) {
    return (int) ((long) packed[at] >> 10);
  }

  static int index(double[] packed, int at) {
    return (int) (long) packed[at + 1];
  }
}
