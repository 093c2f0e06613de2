package io.flyball.gateway.live;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Count, sum, sum of squares and ends of numbers; those that are not finite are left out. */
final class Spread {
  private long n;
  private double sum;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  void add(double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    n++;
    sum += value;
    squares += value * value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  /** {@code {"mean", "min", "max"}}; each null without a number. */
  ObjectNode writeMean(ObjectNode node) {
    put(node, "mean", sum / n);
    put(node, "min", n == 0 ? Double.NaN : min);
    put(node, "max", n == 0 ? Double.NaN : max);
    return node;
  }

  /** {@code {"n", "sum", "sumOfSquares", "min", "max"}}. */
  void writeSums(ObjectNode node) {
    node.put("n", n);
    put(node, "sum", sum);
    put(node, "sumOfSquares", squares);
    put(node, "min", n == 0 ? Double.NaN : min);
    put(node, "max", n == 0 ? Double.NaN : max);
  }

  /** {@code {"n", "sum"}}. */
  void writeSum(ObjectNode node) {
    node.put("n", n);
    put(node, "sum", sum);
  }

  double mean() {
    return sum / n;
  }

  long n() {
    return n;
  }

  void addAll(Spread other) {
    n += other.n;
    sum += other.sum;
    squares += other.squares;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  /** Writes a number, and null for one that JSON cannot say. */
  static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
