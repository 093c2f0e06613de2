package io.flyball.core.features;

import java.util.Arrays;

/**
 * Packed features taken apart, so that those of a context are read once for all arms.
 *
 * @param namespaces first bytes that are there, ascending
 * @param starts where each namespace begins, and where the last one ends
 * @param index of some bits
 * @param value finite
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
record UnpackedFeatures(int[] namespaces, int[] starts, int[] index, double[] value) {
  /**
   * Takes features apart.
   *
   * @param most greatest index, one less than a power of 2
   */
  static UnpackedFeatures of(double[] packed, int most) {
    int n = packed.length / PackedFeatures.WIDTH;
    int[] index = new int[n];
    double[] value = new double[n];
    int[] there = new int[4];
    int[] starts = new int[5];
    int groups = 0;
    for (int i = 0; i < n; i++) {
      int at = i * PackedFeatures.WIDTH;
      int namespace = PackedFeatures.namespace(packed, at);
      if (groups == 0 || namespace != there[groups - 1]) {
        if (groups == there.length) {
          there = Arrays.copyOf(there, 2 * groups);
          starts = Arrays.copyOf(starts, 2 * groups + 1);
        }
        there[groups] = namespace;
        starts[groups++] = i;
      }
      index[i] = PackedFeatures.index(packed, at) & most;
      value[i] = packed[at + 2];
    }
    return of(there, starts, groups, index, value);
  }

  private static UnpackedFeatures of(
      int[] there, int[] starts, int groups, int[] index, double[] value) {
    starts[groups] = index.length;
    return new UnpackedFeatures(
        Arrays.copyOf(there, groups), Arrays.copyOf(starts, groups + 1), index, value);
  }

  int size() {
    return index.length;
  }

  /** With other features, namespaces together; of one namespace these come first. */
  UnpackedFeatures merged(UnpackedFeatures other) {
    int n = size() + other.size();
    int[] allIndex = new int[n];
    double[] allValue = new double[n];
    int most = namespaces.length + other.namespaces.length;
    int[] there = new int[most];
    int[] begins = new int[most + 1];
    int groups = 0;
    int at = 0;
    int i = 0;
    int j = 0;
    while (i < namespaces.length || j < other.namespaces.length) {
      int mine = i < namespaces.length ? namespaces[i] : Integer.MAX_VALUE;
      int next = j < other.namespaces.length ? other.namespaces[j] : Integer.MAX_VALUE;
      there[groups] = Math.min(mine, next);
      begins[groups++] = at;
      if (mine <= next) {
        at = copy(i++, allIndex, allValue, at);
      }
      if (next <= mine) {
        at = other.copy(j++, allIndex, allValue, at);
      }
    }
    return of(there, begins, groups, allIndex, allValue);
  }

  /** Copies a namespace; where it ends there. */
  private int copy(int group, int[] toIndex, double[] toValue, int at) {
    int from = starts[group];
    int length = starts[group + 1] - from;
    System.arraycopy(index, from, toIndex, at, length);
    System.arraycopy(value, from, toValue, at, length);
    return at + length;
  }
}
