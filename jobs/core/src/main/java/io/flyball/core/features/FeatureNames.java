package io.flyball.core.features;

/**
 * Which feature owns an index: an array of one double an index, by which features that share one
 * are counted and a name whose kind changes is found. 0 is nobody, else 1 + 4 (unsigned hash) +
 * kind, with kind 1 for a number, 2 for a value of a text, 3 for the name of a text, which has no
 * weight itself. Cost: one or two look-ups a feature.
 */
public final class FeatureNames {
  private static final int NUMBER = 1;
  private static final int VALUE = 2;
  private static final int NAME = 3;

  private FeatureNames() {}

  /**
   * Refuses a feature whose name came before with another kind of value.
   *
   * @param table owners, from {@code from} on
   */
  public static void requireSameKinds(
      double[] table, int from, JointFeatures features, double[] packed) {
    int most = features.size() - 1;
    for (int at = 0; at < packed.length; at += PackedFeatures.WIDTH) {
      int name = PackedFeatures.name(packed, at);
      double owner = table[from + (name & most)];
      if (owner == 0) {
        continue;
      }
      boolean text = PackedFeatures.kind(packed, at) == 1;
      if (owner == owner(name, text ? NUMBER : NAME)) {
        throw new IllegalArgumentException(
            "feature "
                + at / PackedFeatures.WIDTH
                + " (namespace "
                + (char) PackedFeatures.namespace(packed, at)
                + "..., hash "
                + Integer.toUnsignedLong(name)
                + ") is a "
                + (text ? "text" : "number")
                + " and was a "
                + (text ? "number" : "text")
                + " before; send the same kind of value under one name");
      }
    }
  }

  /**
   * Takes note of features.
   *
   * @param counts where two counts stand in the array: of features that share their index with
   *     another one, and of features that nobody had named before
   */
  public static void note(
      double[] table, int from, JointFeatures features, double[] packed, int counts) {
    for (int at = 0; at < packed.length; at += PackedFeatures.WIDTH) {
      boolean text = PackedFeatures.kind(packed, at) == 1;
      int index = PackedFeatures.index(packed, at);
      int place = from + features.mask(index);
      double mine = owner(index, text ? VALUE : NUMBER);
      double owner = table[place];
      if (owner == 0 || ((long) owner - 1 & 3) == NAME) {
        table[place] = mine;
        table[counts + 1]++;
      } else if (owner != mine) {
        table[counts]++;
      }
      if (text) {
        int name = PackedFeatures.name(packed, at);
        place = from + features.mask(name);
        if (table[place] == 0) {
          table[place] = owner(name, NAME);
        }
      }
    }
  }

  private static double owner(int hash, int kind) {
    return 1.0 + 4.0 * Integer.toUnsignedLong(hash) + kind;
  }
}
