package io.flyball.core.features;

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

  static final double LEAST = 1e-18;

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
    SparseVector x = new SparseVector((context.length + arm.length) / PackedFeatures.WIDTH + 1);
    if (interactions.any()) {
      products(unpacked(context).merged(unpacked(arm)), x);
    } else {
      linear(context, x);
      linear(arm, x);
    }
    x.add(mask(FeatureHash.CONSTANT), 1);
    return x;
  }

  /** The same for several arms. */
  public ArmVectors of(double[] context, double[][] arms) {
    return new ArmVectors(this, context, arms);
  }

  /** Adds up the weights of each arm; those of the context first and once, without products. */
  void sums(double[] context, double[][] arms, WeightSum sum, double[] out) {
    UnpackedFeatures once = interactions.any() ? unpacked(context) : null;
    if (once == null) {
      linear(context, sum);
    }
    double begun = sum.sum();
    int size = sum.size();
    for (int i = 0; i < out.length; i++) {
      sum.begin(begun, size);
      if (once == null) {
        linear(arms[i], sum);
      } else {
        products(once.merged(unpacked(arms[i])), sum);
      }
      sum.add(mask(FeatureHash.CONSTANT), 1);
      out[i] = sum.sum();
    }
  }

  private UnpackedFeatures unpacked(double[] packed) {
    return UnpackedFeatures.of(packed, size() - 1);
  }

  private void linear(double[] packed, FeatureSink x) {
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

  private static void add(FeatureSink x, int index, double value) {
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

  private void products(UnpackedFeatures all, FeatureSink x) {
    int n = all.size();
    int[] index = all.index();
    double[] value = all.value();
    int[] there = all.namespaces();
    int[] start = all.starts();
    int[][] terms = interactions.resolved(there);
    x.room(n + 1 + pairs(terms, there, start));
    for (int i = 0; i < n; i++) {
      add(x, index[i], value[i]);
    }
    for (int[] term : terms) {
      int a = place(there, term[0]);
      int b = place(there, term[1]);
      int c = term.length < 3 ? -1 : place(there, term[2]);
      if (a < 0 || b < 0 || (term.length == 3 && c < 0)) {
        continue;
      }
      if (c < 0) {
        x.room(pairs(start[a + 1] - start[a], start[b + 1] - start[b], a == b, x.size()));
      }
      for (int i = start[a]; i < start[a + 1]; i++) {
        if (c < 0) {
          x.addPairs(all, i, a == b ? i : start[b], start[b + 1], size() - 1);
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

  /** How many pairs all terms of two namespaces have, at most as many as an arm may have. */
  private static int pairs(int[][] terms, int[] there, int[] start) {
    long pairs = 0;
    for (int[] term : terms) {
      int a = place(there, term[0]);
      int b = place(there, term[1]);
      if (term.length == 2 && a >= 0 && b >= 0) {
        pairs += pairs(start[a + 1] - start[a], start[b + 1] - start[b], a == b);
      }
    }
    return (int) Math.min(pairs, MOST);
  }

  private static long pairs(int a, int b, boolean same) {
    return same ? (long) a * (a + 1) / 2 : (long) a * b;
  }

  /** Where a namespace is among the few that are there; -1 where it is not. */
  private static int place(int[] there, int namespace) {
    for (int i = 0; i < there.length; i++) {
      if (there[i] == namespace) {
        return i;
      }
    }
    return -1;
  }

  /** How many pairs there are of two namespaces, with the constant to come. */
  private static int pairs(int a, int b, boolean same, int before) {
    long pairs = pairs(a, b, same);
    if (before + pairs > MOST) {
      throw tooMany();
    }
    return (int) pairs + 1;
  }
}
