package io.flyball.core.features;

import java.util.Arrays;

/**
 * Features by index; equal indices count as features of their own, which add up. Grows as needed.
 */
public final class SparseVector implements FeatureSink {
  private int[] index;
  private double[] value;
  private int size;

  public SparseVector(int room) {
    index = new int[Math.max(1, room)];
    value = new double[Math.max(1, room)];
  }

  /** Makes room for more features. */
  @Override
  public void room(int more) {
    if (size + more > index.length) {
      int length = Math.max(2 * size, size + more);
      index = Arrays.copyOf(index, length);
      value = Arrays.copyOf(value, length);
    }
  }

  /** Adds a feature. */
  @Override
  public void add(int i, double x) {
    if (size == index.length) {
      room(1);
    }
    index[size] = i;
    value[size++] = x;
  }

  @Override
  public void addPairs(UnpackedFeatures all, int i, int from, int to, int most) {
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

  /** Adds up weight times value over all features, in their order. */
  public double sum(Weights weights, double[] s, int at, int stride) {
    double sum = 0;
    for (int n = 0; n < size; n++) {
      sum += weights.of(s, at + stride * index[n]) * value[n];
    }
    return sum;
  }

  @Override
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
