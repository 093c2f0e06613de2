package io.flyball.core.features;

import java.util.Arrays;

/**
 * Features by index; equal indices count as features of their own, which add up. Grows as needed.
 */
public final class SparseVector {
  private int[] index;
  private double[] value;
  private int size;

  public SparseVector(int room) {
    index = new int[Math.max(1, room)];
    value = new double[Math.max(1, room)];
  }

  /** Adds a feature. */
  public void add(int i, double x) {
    if (size == index.length) {
      index = Arrays.copyOf(index, 2 * size);
      value = Arrays.copyOf(value, 2 * size);
    }
    index[size] = i;
    value[size++] = x;
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
