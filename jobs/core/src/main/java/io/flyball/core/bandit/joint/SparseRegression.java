package io.flyball.core.bandit.joint;

import io.flyball.core.features.ArmVectors;
import io.flyball.core.features.SparseVector;
import io.flyball.core.features.Weights;

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

  /** Where the weight stands among the numbers of index 0, from {@code at} on. */
  int first();

  /** What the weight of an index is by its numbers. */
  default Weights weights() {
    return Weights.STORED;
  }

  /** Predicted value. */
  default double predict(double[] s, int at, SparseVector x) {
    return value(s, at, x.sum(weights(), s, at + first(), stride()));
  }

  /** Predicted values for several arms. */
  default void predict(double[] s, int at, ArmVectors x, double[] out) {
    x.sums(weights(), s, at + first(), stride(), out);
    for (int i = 0; i < out.length; i++) {
      out[i] = value(s, at, out[i]);
    }
  }

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
