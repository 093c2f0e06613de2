package io.flyball.core.features;

import java.util.Arrays;

/**
 * Features by index; equal indices count as features of their own, which add up. Grows as needed.
 */
public final class SparseVector {
  private int[] index;
  private double[] value;
  private int size;
  private int shared;

  public SparseVector(int room) {
    index = new int[Math.max(1, room)];
    value = new double[Math.max(1, room)];
  }

  /** The same features with room for more; those it has count as shared with the others. */
  SparseVector begun(int room) {
    SparseVector more = new SparseVector(size + room);
    System.arraycopy(index, 0, more.index, 0, size);
    System.arraycopy(value, 0, more.value, 0, size);
    more.size = size;
    more.shared = size;
    return more;
  }

  /** How many leading features are those of every vector that was made with this one. */
  public int shared() {
    return shared;
  }

  /** Makes room for more features. */
  void room(int more) {
    if (size + more > index.length) {
      int length = Math.max(2 * size, size + more);
      index = Arrays.copyOf(index, length);
      value = Arrays.copyOf(value, length);
    }
  }

  /** Adds a feature. */
  public void add(int i, double x) {
    if (size == index.length) {
      room(1);
    }
    index[size] = i;
    value[size++] = x;
  }

  /**
   * Adds the products of one feature with some others, for which there is room; most of an arm's
   * features are such.
   *
   * @param i the feature
   * @param from the first of the others
   * @param to the first one after them
   * @param most greatest index, one less than a power of 2
   */
  void addPairs(UnpackedFeatures all, int i, int from, int to, int most) {
    int[] indices = all.index();
    double[] values = all.value();
    int first = indices[i];
    double by = values[i];
    int at = size;
    for (int j = from; j < to; j++) {
      double product = by * values[j];
      if (Math.abs(product) >= JointFeatures.LEAST) {
        JointFeatures.requireSize(product);
        index[at] = FeatureHash.pair(first, indices[j]) & most;
        value[at++] = product;
      }
    }
    size = at;
  }

  public int size() {
    return size;
  }

  /** Index of the n-th feature. */
  public int index(int n) {
    return index[n];
  }

  /** Value of the n-th feature. */
  public double value(int n) {
    return value[n];
  }

  void set(int n, double x) {
    value[n] = x;
  }
}
