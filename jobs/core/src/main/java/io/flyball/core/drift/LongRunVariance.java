package io.flyball.core.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The long-run variance of a signal: n times the variance of the mean of n values, which
 * autocorrelation makes larger than the variance of a value. Neighbours in a log are often one
 * user's session, so they are not independent.
 *
 * <p>Batch means (Schmeiser, "Batch size effects in the analysis of simulation output", 1982) of 1,
 * 2, 4 to 256 values; of each size b the estimate is b times half the mean squared difference of
 * neighbouring means (von Neumann, 1941), which a step or a slow trend hardly changes. The largest
 * counts, of sizes with 8 differences; where it still grew from one size to the next, it is taken
 * to grow on to the largest size. Old differences are forgotten by halves. Cost: O(1) per value.
 */
final class LongRunVariance {
  private static final int SIZES = 9;
  private static final int LEAST = 8;
  private static final int MOST = 2_048;

  private final double[] pending = new double[SIZES];
  private final boolean[] isPending = new boolean[SIZES];
  private final double[] last = new double[SIZES];
  private final double[] squares = new double[SIZES];
  private final long[] means = new long[SIZES];

  void add(double x) {
    double mean = x;
    for (int size = 0; size < SIZES; size++) {
      record(size, mean);
      if (!isPending[size]) {
        pending[size] = mean;
        isPending[size] = true;
        return;
      }
      isPending[size] = false;
      mean = (pending[size] + mean) / 2;
    }
  }

  private void record(int size, double mean) {
    if (means[size] > 0) {
      squares[size] += (mean - last[size]) * (mean - last[size]);
    }
    last[size] = mean;
    means[size]++;
    if (means[size] > MOST) {
      squares[size] /= 2;
      means[size] = MOST / 2;
    }
  }

  /** The estimate; NaN before there are nine values. */
  double value() {
    double largest = Double.NaN;
    double before = Double.NaN;
    double newest = Double.NaN;
    int size = 0;
    while (size < SIZES && means[size] > LEAST) {
      before = newest;
      newest = (1L << size) * squares[size] / (2 * (means[size] - 1));
      largest = Double.isNaN(largest) ? newest : Math.max(largest, newest);
      size++;
    }
    // What larger batches will add is not known yet; where it grew, it is taken to go on so.
    double growth = Math.min(2, newest / before);
    return growth > 1 ? Math.max(largest, newest * Math.pow(growth, SIZES - size)) : largest;
  }

  void write(DataOutput out) throws IOException {
    for (int size = 0; size < SIZES; size++) {
      out.writeDouble(pending[size]);
      out.writeBoolean(isPending[size]);
      out.writeDouble(last[size]);
      out.writeDouble(squares[size]);
      out.writeLong(means[size]);
    }
  }

  static LongRunVariance read(DataInput in) throws IOException {
    LongRunVariance variance = new LongRunVariance();
    for (int size = 0; size < SIZES; size++) {
      variance.pending[size] = in.readDouble();
      variance.isPending[size] = in.readBoolean();
      variance.last[size] = in.readDouble();
      variance.squares[size] = in.readDouble();
      variance.means[size] = in.readLong();
    }
    return variance;
  }
}
