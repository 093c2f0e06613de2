package io.flyball.core.bandit.join;

import java.util.Arrays;

/**
 * How several rewards of one decision become one. Every value is aggregated as it is: the maximum
 * of negative rewards is negative. The result never depends on the order of arrival.
 */
public enum Aggregation {
  /** The reward that was earned first; of several at the same time the smallest id. */
  EARLIEST {
    @Override
    double of(double[] values) {
      return values[0];
    }
  },
  AVERAGE {
    @Override
    double of(double[] values) {
      return SUM.of(values) / values.length;
    }
  },
  /** The middle one; of an even number the mean of the two in the middle. */
  MEDIAN {
    @Override
    double of(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      int middle = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }
  },
  SUM {
    @Override
    double of(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      return sum;
    }
  },
  MIN {
    @Override
    double of(double[] values) {
      return Arrays.stream(values).min().orElseThrow();
    }
  },
  MAX {
    @Override
    double of(double[] values) {
      return Arrays.stream(values).max().orElseThrow();
    }
  };

  /** One value of at least one, given in the order in which they were earned. */
  abstract double of(double[] values);

  /**
   * Aggregates each objective by itself.
   *
   * @param received at least one, in the order in which they were earned
   */
  public double[] of(ReceivedReward[] received) {
    double[] result = new double[received[0].values().length];
    double[] column = new double[received.length];
    for (int m = 0; m < result.length; m++) {
      for (int i = 0; i < column.length; i++) {
        column[i] = received[i].values()[m];
      }
      result[m] = of(column);
    }
    return result;
  }
}
