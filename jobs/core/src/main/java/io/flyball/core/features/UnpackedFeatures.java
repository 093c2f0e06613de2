package io.flyball.core.features;

import java.util.Arrays;

/**
 * Packed features taken apart, so that those of a context are read once for all arms.
 *
 * @param namespace first bytes, ascending
 * @param index of some bits
 * @param value finite
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
record UnpackedFeatures(int[] namespace, int[] index, double[] value) {
  /**
   * Takes features apart.
   *
   * @param most greatest index, one less than a power of 2
   */
  static UnpackedFeatures of(double[] packed, int most) {
    int n = packed.length / PackedFeatures.WIDTH;
    int[] namespace = new int[n];
    int[] index = new int[n];
    double[] value = new double[n];
    for (int i = 0; i < n; i++) {
      int at = i * PackedFeatures.WIDTH;
      namespace[i] = PackedFeatures.namespace(packed, at);
      index[i] = PackedFeatures.index(packed, at) & most;
      value[i] = packed[at + 2];
    }
    return new UnpackedFeatures(namespace, index, value);
  }

  int size() {
    return index.length;
  }

  /** First bytes of the namespaces that are there, each once. */
  int[] namespaces() {
    int[] there = new int[4];
    int groups = 0;
    for (int i = 0; i < namespace.length; i++) {
      if (i == 0 || namespace[i] != namespace[i - 1]) {
        there = groups == there.length ? Arrays.copyOf(there, 2 * groups) : there;
        there[groups++] = namespace[i];
      }
    }
    return Arrays.copyOf(there, groups);
  }

  /** Where each namespace begins, and where the last one ends. */
  int[] starts(int[] there) {
    int[] starts = new int[there.length + 1];
    int group = 0;
    for (int i = 1; i < namespace.length; i++) {
      if (namespace[i] != namespace[i - 1]) {
        starts[++group] = i;
      }
    }
    starts[there.length] = namespace.length;
    return starts;
  }

  /**
   * With packed features, namespaces together; of one namespace these come first.
   *
   * @param most greatest index, as here
   */
  UnpackedFeatures merged(double[] packed, int most) {
    int n = size() + packed.length / PackedFeatures.WIDTH;
    UnpackedFeatures all = new UnpackedFeatures(new int[n], new int[n], new double[n]);
    int at = 0;
    int i = 0;
    for (int j = 0; j < packed.length; j += PackedFeatures.WIDTH) {
      int next = PackedFeatures.namespace(packed, j);
      int from = i;
      while (i < size() && namespace[i] <= next) {
        i++;
      }
      copy(from, i, all, at);
      at += i - from;
      all.namespace[at] = next;
      all.index[at] = PackedFeatures.index(packed, j) & most;
      all.value[at++] = packed[j + 2];
    }
    copy(i, size(), all, at);
    return all;
  }

  private void copy(int from, int to, UnpackedFeatures all, int at) {
    System.arraycopy(namespace, from, all.namespace, at, to - from);
    System.arraycopy(index, from, all.index, at, to - from);
    System.arraycopy(value, from, all.value, at, to - from);
  }
}
