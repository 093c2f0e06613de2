package io.flyball.core.features;

import java.util.Arrays;

/**
 * The features of an arm in its context as one sparse vector: those of the context, those of the
 * arm, products of them, and a constant 1, with indices of a number of bits.
 *
 * <p>Values of a size below 1e-18 count as 0. Cost: linear in the features and products.
 *
 * @param bits of an index, 4 to 24; 18 is usual in Vowpal Wabbit
 * @param interactions products
 */
public record JointFeatures(int bits, Interactions interactions) {
  /** Most features of one arm, products included. */
  public static final int MOST = 100_000;

  private static final double LEAST = 1e-18;

  private static final double LARGEST = 1e12;

  public JointFeatures {
    if (bits < 4 || bits > 24) {
      throw new IllegalArgumentException("bits must lie in [4, 24], found " + bits);
    }
  }

  /** Number of indices. */
  public int size() {
    return 1 << bits;
  }

  /** The index of a hash. */
  public int mask(int hash) {
    return hash & size() - 1;
  }

  /** Features of the context and of one arm, see {@link PackedFeatures}. */
  public SparseVector of(double[] context, double[] arm) {
    int n = (context.length + arm.length) / PackedFeatures.WIDTH;
    SparseVector x = new SparseVector(n + 1);
    if (!interactions.any()) {
      linear(context, x);
      linear(arm, x);
    } else {
      products(merged(context, arm), x);
    }
    x.add(mask(FeatureHash.CONSTANT), 1);
    return x;
  }

  /**
   * The same for several arms. Without products the context comes first in each, and is shared
   * ({@link SparseVector#shared}).
   */
  public SparseVector[] of(double[] context, double[][] arms) {
    SparseVector[] all = new SparseVector[arms.length];
    if (interactions.any()) {
      Arrays.setAll(all, i -> of(context, arms[i]));
      return all;
    }
    SparseVector begin = new SparseVector(context.length / PackedFeatures.WIDTH);
    linear(context, begin);
    for (int i = 0; i < all.length; i++) {
      SparseVector x = begin.begun(arms[i].length / PackedFeatures.WIDTH + 1);
      linear(arms[i], x);
      x.add(mask(FeatureHash.CONSTANT), 1);
      all[i] = x;
    }
    return all;
  }

  private void linear(double[] packed, SparseVector x) {
    if (x.size() + packed.length / PackedFeatures.WIDTH > MOST) {
      throw tooMany();
    }
    int most = size() - 1;
    for (int at = 0; at < packed.length; at += PackedFeatures.WIDTH) {
      double value = packed[at + 2];
      if (Math.abs(value) >= LEAST) {
        requireSize(value);
        x.add(PackedFeatures.index(packed, at) & most, value);
      }
    }
  }

  static void requireSize(double value) {
    if (!(Math.abs(value) <= LARGEST)) {
      throw new IllegalArgumentException(
          "a feature, or a product of features, is "
              + value
              + "; allowed is a size up to "
              + LARGEST
              + ": send smaller numbers, such as multiples of what is usual");
    }
  }

  private static void add(SparseVector x, int index, double value) {
    if (Math.abs(value) >= LEAST) {
      requireSize(value);
      if (x.size() == MOST) {
        throw tooMany();
      }
      x.add(index, value);
    }
  }

  private static IllegalArgumentException tooMany() {
    return new IllegalArgumentException(
        "an arm has more than "
            + MOST
            + " features with its interactions; send fewer features or drop interactions");
  }

  /** Two sorted lists as one, with namespaces together. */
  private static double[] merged(double[] a, double[] b) {
    double[] all = new double[a.length + b.length];
    int i = 0;
    int j = 0;
    for (int at = 0; at < all.length; at += PackedFeatures.WIDTH) {
      boolean first =
          j == b.length
              || (i < a.length && PackedFeatures.namespace(a, i) <= PackedFeatures.namespace(b, j));
      System.arraycopy(first ? a : b, first ? i : j, all, at, PackedFeatures.WIDTH);
      i += first ? PackedFeatures.WIDTH : 0;
      j += first ? 0 : PackedFeatures.WIDTH;
    }
    return all;
  }

  private void products(double[] packed, SparseVector x) {
    int n = packed.length / PackedFeatures.WIDTH;
    int[] index = new int[n];
    double[] value = new double[n];
    int[] present = new int[n];
    int[] start = new int[n + 1];
    int groups = 0;
    for (int i = 0; i < n; i++) {
      int at = i * PackedFeatures.WIDTH;
      index[i] = mask(PackedFeatures.index(packed, at));
      value[i] = packed[at + 2];
      add(x, index[i], value[i]);
      int namespace = PackedFeatures.namespace(packed, at);
      if (groups == 0 || present[groups - 1] != namespace) {
        start[groups] = i;
        present[groups++] = namespace;
      }
    }
    start[groups] = n;
    int[] there = Arrays.copyOf(present, groups);
    for (int[] term : interactions.resolved(there)) {
      int a = Arrays.binarySearch(there, term[0]);
      int b = Arrays.binarySearch(there, term[1]);
      int c = term.length < 3 ? -1 : Arrays.binarySearch(there, term[2]);
      if (a < 0 || b < 0 || (term.length == 3 && c < 0)) {
        continue;
      }
      if (c < 0) {
        x.room(pairs(start[a + 1] - start[a], start[b + 1] - start[b], a == b, x.size()));
      }
      for (int i = start[a]; i < start[a + 1]; i++) {
        if (c < 0) {
          pairs(index, value, i, a == b ? i : start[b], start[b + 1], x);
          continue;
        }
        for (int j = a == b ? i : start[b]; j < start[b + 1]; j++) {
          double product = value[i] * value[j];
          for (int k = b == c ? j : start[c]; k < start[c + 1]; k++) {
            int triple = FeatureHash.triple(index[i], index[j], index[k]);
            add(x, mask(triple), product * value[k]);
          }
        }
      }
    }
  }

  /** How many pairs there are of two namespaces, with the constant to come. */
  private static int pairs(int a, int b, boolean same, int before) {
    long pairs = same ? (long) a * (a + 1) / 2 : (long) a * b;
    if (before + pairs > MOST) {
      throw tooMany();
    }
    return (int) pairs + 1;
  }

  /** Products of one feature with some others; most of an arm's features are such. */
  private void pairs(int[] index, double[] value, int i, int from, int to, SparseVector x) {
    int most = size() - 1;
    int first = index[i];
    double by = value[i];
    for (int j = from; j < to; j++) {
      double product = by * value[j];
      if (Math.abs(product) >= LEAST) {
        requireSize(product);
        x.add(FeatureHash.pair(first, index[j]) & most, product);
      }
    }
  }
}
