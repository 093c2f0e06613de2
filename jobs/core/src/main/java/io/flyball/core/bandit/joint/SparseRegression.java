package io.flyball.core.bandit.joint;

import io.flyball.core.features.SparseVector;

/**
 * An online regression on sparse vectors, on packed statistics: {@link #scalars} numbers from
 * {@code at} on, then {@link #stride} numbers for each index. Every cost is linear in the features
 * given.
 */
public interface SparseRegression {
  /** Name of the layout. */
  String kind();

  /** Numbers that all indices share. */
  int scalars();

  /** Numbers of one index. */
  int stride();

  /** Predicted value. */
  default double predict(double[] s, int at, SparseVector x) {
    return value(s, at, sum(s, at, x, 0, x.size(), 0));
  }

  /**
   * Adds up what some of the features weigh.
   *
   * @param from the first of them
   * @param to the first one after them
   * @param before the sum so far
   */
  double sum(double[] s, int at, SparseVector x, int from, int to, double before);

  /** Predicted value of a sum over all features. */
  default double value(double[] s, int at, double sum) {
    return sum;
  }

  /** Learns that {@code x} has the value {@code y}, with importance {@code h} above 0. */
  void learn(double[] s, int at, SparseVector x, double y, double h);

  /**
   * How fast the prediction for {@code x} moves with the importance of an example there, for one
   * unit of error.
   */
  default double sensitivity(double[] s, int at, SparseVector x) {
    throw new IllegalArgumentException(
        "'" + kind() + "' cannot say how sensitive its predictions are; use update=normalised");
  }
}
